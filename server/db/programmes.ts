import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

/** Oldest first. */
export function listProgrammes(db: Db): Promise<Row<'programmes'>[]> {
  return db.selectFrom('programmes').selectAll().orderBy('created_at').orderBy('slug').execute();
}

/** By slug, name or id. */
export function findProgramme(db: Db, key: string): Promise<Row<'programmes'> | undefined> {
  return db
    .selectFrom('programmes')
    .selectAll()
    .where((where) => where.or([where('slug', '=', key), where('id', '=', key), where('name', '=', key)]))
    .executeTakeFirst();
}

export async function insertProgramme(db: Db, programme: NewRow<'programmes'>): Promise<void> {
  await db.insertInto('programmes').values(programme).execute();
}

/** Leaves one with that slug as it is. */
export async function insertMissingProgramme(db: Db, programme: NewRow<'programmes'>): Promise<void> {
  await db
    .insertInto('programmes')
    .values(programme)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
}
