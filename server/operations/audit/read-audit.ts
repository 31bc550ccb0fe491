import { addDays, startOfDay } from '../../clock.ts';
import type { AppContext } from '../../context.ts';
import type { AuditEntry, AuditFilter } from '../../contract/audit.ts';
import type { Language } from '../../contract/words/words.ts';
import { type AuditSearch, listAudit } from '../../db/audit-log.ts';
import { presentAudit } from './present-audit.ts';

type Parts = Pick<AppContext, 'database' | 'config'>;

/** One page of what is on record, newest first. */
export async function readAudit(
  { database: { db }, config }: Parts,
  filter: AuditFilter,
  language: Language,
  limit: number,
): Promise<{ items: AuditEntry[]; nextCursor?: string }> {
  const rows = await listAudit(db, { ...toSearch(filter, config.timeZone), limit: limit + 1 });
  const items = await presentAudit(db, rows.slice(0, limit), language);
  return { items, ...(rows.length > limit && { nextCursor: String(items.at(-1)?.sequence) }) };
}

/** A spreadsheet with more rows is of no use to anybody. */
export const mostExported = 50_000;
const batch = 500;

/** All that was found, `mostExported` at most. */
export async function readWholeAudit(
  parts: Parts,
  { cursor: _, ...filter }: AuditFilter,
  language: Language,
): Promise<AuditEntry[]> {
  const all: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await readAudit(parts, { ...filter, cursor }, language, batch);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && all.length < mostExported);
  return all;
}

function toSearch(filter: AuditFilter, timeZone: string): Omit<AuditSearch, 'limit'> {
  const { person, action, subject, from, until, q, cursor } = filter;
  const instant = (day: string) => startOfDay(timeZone, day).toISOString();
  return {
    person,
    action,
    subject,
    text: q,
    from: from && instant(from),
    before: until && instant(addDays(until, 1)),
    below: cursor === undefined ? undefined : Number(cursor),
  };
}
