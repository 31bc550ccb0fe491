import type { AuditAction, AuditDetail, AuditEntry } from '../../contract/audit.ts';
import { allTerms } from '../../contract/terms/all-terms.ts';
import type { Term } from '../../contract/terms/term.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import type { Language } from '../../contract/words/words.ts';
import { type AuditRow, findNamedThings, type NamedThing } from '../../db/audit-log.ts';
import type { Db } from '../../db/open-database.ts';
import { shippedRubrics } from '../../reviews/rubrics/shipped-rubrics.ts';

/** Acts on record as people read them: the action in words, ids by the names that things have now. */
export async function presentAudit(
  db: Db,
  rows: readonly AuditRow[],
  language: Language,
): Promise<AuditEntry[]> {
  const details = rows.map((row) => JSON.parse(row.detail) as Record<string, unknown>);
  const ids = new Set([...rows.map((row) => row.subject), ...details.flatMap(listTexts).filter(isId)]);
  const things = new Map((await findNamedThings(db, [...ids])).map((thing) => [thing.id, thing]));
  return rows.map((row, index) => presentRow(row, details[index] ?? {}, things, language));
}

function presentRow(
  row: AuditRow,
  detail: Record<string, unknown>,
  things: ReadonlyMap<string, NamedThing>,
  language: Language,
): AuditEntry {
  const thing = things.get(row.subject);
  return {
    sequence: row.sequence,
    at: row.at,
    person:
      row.person_id === null
        ? null
        : { id: row.person_id, name: row.name ?? '', displayName: row.display_name ?? '' },
    action: row.action,
    actionName: dictionary[language].auditActions[row.action as AuditAction] ?? row.action,
    subject: {
      id: row.subject,
      kind: thing?.kind ?? (row.action.startsWith('job.') ? 'job' : null),
      name: thing?.name ?? null,
    },
    detail: presentDetail(detail, new Map([...things].map(([id, { name }]) => [id, name])), language),
    network: row.network,
  };
}

/** What the detail of an act says, in words: its keys, slugs and ids by their names. */
export function presentDetail(
  detail: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
  language: Language,
): AuditEntry['detail'] {
  const keys: Partial<Record<string, string>> = dictionary[language].auditDetails;
  const { yes, no } = dictionary[language].audit;
  const [colon, comma] = language === 'zh' ? ['：', '，'] : [': ', ', '];

  function say(value: unknown, key?: string): string {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'string' && key !== undefined && typed.has(key)) return value;
    if (typeof value === 'string') return names.get(value) ?? wordsOf(value, language) ?? value;
    if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(sayItem).join(comma);
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([key, inner]) => `${keys[key] ?? rubricNames.get(key) ?? key}${colon}${say(inner, key)}`)
        .join(comma);
    return String(value);
  }

  // A list may be one of the names of fields.
  const sayItem = (value: unknown) =>
    typeof value === 'string' && keys[value] !== undefined ? keys[value] : say(value);

  return Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ name: keys[key] ?? key, value: say(value, key) }));
}

/** What somebody wrote is shown as it was written, though it be a slug. */
const typed: ReadonlySet<string> = new Set<AuditDetail>(['note', 'name', 'displayName', 'title', 'q']);

/** What a slug, an act, a kind of job or of period, or the key of a rubric is called; undefined for other texts. */
function wordsOf(text: string, language: Language): string | undefined {
  const { auditActions, system, manage } = dictionary[language];
  const acts: Partial<Record<string, string>> = auditActions;
  const kinds: Partial<Record<string, string>> = { ...manage, ...system };
  const term = terms.find(({ slug }) => slug === text)?.[language];
  return term ?? kinds[`kind.${text}`] ?? kinds[`periodKind.${text}`] ?? acts[text] ?? rubricNames.get(text);
}

/** Roles and levels first: a slug that several lists have is most often theirs. */
const terms: readonly Term[] = [
  ...allTerms.roles,
  ...allTerms.organisationLevels,
  ...allTerms.roundLevels,
  ...allTerms.groupKinds,
  ...allTerms.natures,
  ...allTerms.places,
];

/** Rubrics, their dimensions and vetoes by slug and key. They are written in Chinese alone. */
const rubricNames: ReadonlyMap<string, string> = new Map(
  shippedRubrics.flatMap(({ slug, body }): [string, string][] => [
    [slug, body.name],
    ...[...body.dimensions, ...body.vetoes].map(({ key, name }): [string, string] => [key, name]),
  ]),
);

const isId = (text: string) => /^[0-9a-hjkmnp-tv-z]{16}$/.test(text);

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}
