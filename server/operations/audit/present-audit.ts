import type { AuditAction, AuditDetail, AuditEntry } from '../../contract/audit.ts';
import { allTerms } from '../../contract/terms/all-terms.ts';
import { type Term, termBySlug } from '../../contract/terms/term.ts';
import { termsOfField } from '../../contract/terms/terms-of-field.ts';
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
  const ids = new Set([...rows.map((row) => row.subject), ...details.flatMap(listTexts).filter(mayName)]);
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
  const names = new Map([...things].map(([id, one]) => [id, nameOf(one)]));
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
      name: presentSubject(row.subject, names, language),
    },
    detail: presentDetail(detail, names, language),
    network: row.network,
  };
}

const nameOf = ({ kind, name }: NamedThing) => (kind === 'rubric' ? (rubricNames.get(name) ?? name) : name);

/** What an act was done to, in words; null where it is gone, or known by its id alone. */
export function presentSubject(
  subject: string,
  names: ReadonlyMap<string, string>,
  language: Language,
): string | null {
  return names.get(subject) ?? wordsOf(subject, undefined, language) ?? null;
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
    if (typeof value === 'string') return names.get(value) ?? wordsOf(value, key, language) ?? value;
    if (Array.isArray(value))
      return value.length === 0 ? '—' : value.map((item) => sayItem(item, key)).join(comma);
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([key, inner]) => `${keys[key] ?? rubricNames.get(key) ?? key}${colon}${say(inner, key)}`)
        .join(comma);
    return String(value);
  }

  // A list may be one of the names of fields.
  const sayItem = (value: unknown, key?: string) =>
    key === 'fields' && typeof value === 'string' && keys[value] !== undefined
      ? keys[value]
      : say(value, key);

  return Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ name: keys[key] ?? key, value: say(value, key) }));
}

/** What somebody wrote is shown as it was written, though it be a slug. */
const typed: ReadonlySet<string> = new Set<AuditDetail>([
  ...(['note', 'name', 'displayName', 'title', 'q', 'file', 'added', 'removed'] as const),
  ...(['organiser', 'reportAddress', 'publicSecurity', 'icp'] as const),
]);

/**
 * What a slug, an act, a kind of job or of period, or the key of a rubric is called, first among the terms of the
 * field it stands in; undefined for other texts.
 */
function wordsOf(text: string, key: string | undefined, language: Language): string | undefined {
  const { auditActions, auditThings, system, manage } = dictionary[language];
  const others: Partial<Record<string, string>> = { ...auditActions, ...auditThings };
  const kinds: Partial<Record<string, string>> = { ...manage, ...system };
  const term = termBySlug(termsOfKey[key ?? ''] ?? [], text) ?? termBySlug(terms, text);
  return (
    term?.[language] ??
    kinds[`kind.${text}`] ??
    kinds[`periodKind.${text}`] ??
    others[text] ??
    rubricNames.get(text)
  );
}

const termsOfKey: Partial<Record<string, readonly Term[]>> = {
  ...termsOfField,
  kind: allTerms.groupKinds,
  editions: allTerms.editions,
};

/** Roles and levels first: a slug that several lists have is most often theirs. */
const terms: readonly Term[] = [
  ...allTerms.roles,
  ...allTerms.organisationLevels,
  ...allTerms.roundLevels,
  ...Object.values(allTerms).flat(),
];

/** Rubrics, their dimensions and vetoes by slug and key. They are written in Chinese alone. */
const rubricNames: ReadonlyMap<string, string> = new Map(
  shippedRubrics.flatMap(({ slug, body }): [string, string][] => [
    [slug, body.name],
    ...[...body.dimensions, ...body.vetoes].map(({ key, name }): [string, string] => [key, name]),
  ]),
);

/** An id, or the slug that is a programme's. */
const mayName = (text: string) => /^([0-9a-hjkmnp-tv-z]{16}|[a-z][a-z0-9-]{0,40})$/.test(text);

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}
