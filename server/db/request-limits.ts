import type { Db, Trx } from './open-database.ts';

/** Until when (milliseconds since 1970) a key has used up its share; locked until the transaction ends. */
export async function lockRequestLimit(trx: Trx, key: string): Promise<number> {
  const row = await trx
    .insertInto('request_limits')
    .values({ key, used_until: 0 })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .returning('used_until')
    .executeTakeFirstOrThrow();
  return row.used_until;
}

export async function updateRequestLimit(db: Db, key: string, usedUntil: number): Promise<void> {
  await db.updateTable('request_limits').set({ used_until: usedUntil }).where('key', '=', key).execute();
}
