import type { z } from 'zod';
import { fromJson, toJson } from './json-column.ts';
import type { Db } from './open-database.ts';

/** A setting kept in the database; undefined until it is first written. */
export async function readSetting<Schema extends z.ZodType>(
  db: Db,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row && fromJson(schema, row.value);
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
