import { toJson } from './json-column.ts';
import type { Db } from './open-database.ts';
import type { Row } from './schema.ts';

export interface AuditEntry {
  at: string;
  /** Null: the program itself. */
  personId: string | null;
  /** Truncated address it was done from. */
  network?: string;
  /** `round.close`, `review.submit`, … */
  action: string;
  /** What it was done to: an id. */
  subject: string;
  /** No secrets. */
  detail?: Record<string, unknown>;
}

/** Puts on record who did what, in the transaction that does it. */
export async function appendAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      at: entry.at,
      person_id: entry.personId,
      network: entry.network ?? null,
      action: entry.action,
      subject: entry.subject,
      detail: toJson(entry.detail ?? {}),
    })
    .execute();
}

/** What was done, newest first; with `subject`, to that alone. */
export function listAudit(
  db: Db,
  { subject, limit }: { subject?: string; limit: number },
): Promise<Row<'audit_log'>[]> {
  let query = db.selectFrom('audit_log').selectAll();
  if (subject !== undefined) query = query.where('subject', '=', subject);
  return query.orderBy('sequence', 'desc').limit(limit).execute();
}
