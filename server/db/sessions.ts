import type { Db } from './open-database.ts';
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

export async function deleteSessionsOf(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('sessions').where('person_id', '=', personId).execute();
}

export function findSignInFailures(db: Db, key: string): Promise<Row<'sign_in_attempts'> | undefined> {
  return db.selectFrom('sign_in_attempts').selectAll().where('key', '=', key).executeTakeFirst();
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
