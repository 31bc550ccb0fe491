import type { AuditAction, AuditEntry } from '../../contract/audit.ts';
import { organisationLevels, roundLevels } from '../../contract/terms/levels.ts';
import { roles } from '../../contract/terms/roles.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import type { Language } from '../../contract/words/words.ts';
import { type AuditRow, findNamedThings, type NamedThing } from '../../db/audit-log.ts';
import type { Db } from '../../db/open-database.ts';

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

  function say(value: unknown): string {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'string') return names.get(value) ?? termName(value, language) ?? value;
    if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(sayItem).join(comma);
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([key, inner]) => `${keys[key] ?? key}${colon}${say(inner)}`)
        .join(comma);
    return String(value);
  }

  // A list may be one of the names of fields.
  const sayItem = (value: unknown) =>
    typeof value === 'string' && keys[value] !== undefined ? keys[value] : say(value);

  return Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ name: keys[key] ?? key, value: say(value) }));
}

function termName(slug: string, language: Language): string | undefined {
  return [...roles, ...organisationLevels, ...roundLevels].find((term) => term.slug === slug)?.[language];
}

const isId = (text: string) => /^[0-9a-hjkmnp-tv-z]{16}$/.test(text);

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}
