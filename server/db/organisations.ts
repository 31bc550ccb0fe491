import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export async function insertOrganisation(db: Db, organisation: NewRow<'organisations'>): Promise<void> {
  await db.insertInto('organisations').values(organisation).execute();
}

export function findOrganisation(db: Db, id: string): Promise<Row<'organisations'> | undefined> {
  return db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();
}

/** From the root down, each level by name. */
export function listOrganisations(db: Db): Promise<Row<'organisations'>[]> {
  return db.selectFrom('organisations').selectAll().orderBy('path').execute();
}

export async function countSchools(db: Db): Promise<number> {
  const row = await db
    .selectFrom('organisations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('level', '=', 'school')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
