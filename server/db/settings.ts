import type { z } from 'zod';
import { fromJson, toJson } from './json-column.ts';
import type { Db, Trx } from './open-database.ts';

/** A setting kept in the database; undefined until it is first written. */
export async function readSetting<Schema extends z.ZodType>(
  db: Db,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row && fromJson(schema, row.value);
}

/**
 * A setting that is read in order to write it, `initial` where it was never written: held until the transaction
 * ends, so that two who save at once do so one after the other. (On SQLite a transaction that may write holds the
 * whole database already.)
 */
export async function lockSetting<Schema extends z.ZodType>(
  trx: Trx,
  key: string,
  schema: Schema,
  initial: z.infer<Schema>,
): Promise<z.infer<Schema>> {
  await trx
    .insertInto('settings')
    .values({ key, value: toJson(initial) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .execute();
  return (await readSetting(trx, key, schema)) ?? initial;
}

export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  const row = { key, value: toJson(value) };
  await db
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/**
 * Writes only where there is nothing yet: two processes that start at once agree on the first. True for
 * the one that wrote.
 */
export async function writeSettingOnce(db: Db, key: string, value: unknown): Promise<boolean> {
  const result = await db
    .insertInto('settings')
    .values({ key, value: toJson(value) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteSetting(db: Db, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute();
}
