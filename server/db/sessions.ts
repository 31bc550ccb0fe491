import type { Db, Trx } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export async function insertSession(db: Db, session: NewRow<'sessions'>): Promise<void> {
  await db.insertInto('sessions').values(session).execute();
}

export function findSession(db: Db, tokenHash: string): Promise<Row<'sessions'> | undefined> {
  return db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

export async function touchSession(db: Db, tokenHash: string, now: string): Promise<void> {
  await db.updateTable('sessions').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

/** Ends every session of somebody, except one where that is said; how many there were. */
export async function deleteSessionsOf(
  db: Db,
  personId: string,
  { except }: { except?: string } = {},
): Promise<number> {
  let query = db.deleteFrom('sessions').where('person_id', '=', personId);
  if (except !== undefined) query = query.where('token_hash', '!=', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Ends somebody's sessions but one and the `others` that were seen last. */
export async function deleteOldestSessions(
  db: Db,
  personId: string,
  { except, others }: { except: string; others: number },
): Promise<void> {
  const rest = db.selectFrom('sessions').where('person_id', '=', personId).where('token_hash', '!=', except);
  await db
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .where('token_hash', '!=', except)
    .where(
      'token_hash',
      'not in',
      rest.select('token_hash').orderBy('seen_at', 'desc').orderBy('token_hash').limit(others),
    )
    .execute();
}

/** Those that are not over, the one seen last first. */
export function listSessionsOf(db: Db, personId: string, now: string): Promise<Row<'sessions'>[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('token_hash')
    .execute();
}

/** What was counted against a key, which stays locked until the transaction ends. */
export function lockSignInFailures(trx: Trx, key: string, now: string): Promise<Row<'sign_in_attempts'>> {
  return trx
    .insertInto('sign_in_attempts')
    .values({ key, failures: 0, last_at: now, next_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ last_at: now }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function recordSignInFailure(db: Db, attempt: NewRow<'sign_in_attempts'>): Promise<void> {
  await db
    .insertInto('sign_in_attempts')
    .values(attempt)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(attempt))
    .execute();
}

export async function clearSignInFailures(db: Db, key: string): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('key', '=', key).execute();
}
