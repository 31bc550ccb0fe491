import type { Db } from './open-database.ts';
import { beginsWith } from './path-range.ts';
import type { Change, NewRow, Row } from './schema.ts';

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

/** Schools at or below any of these organisations. */
export async function countSchoolsUnder(db: Db, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) return 0;
  const row = await db
    .selectFrom('organisations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('level', '=', 'school')
    .where((where) => where.or(paths.map((path) => beginsWith('path', path))))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** From the root down, a page at a time; `after` is the path of the last one seen. */
export function listOrganisationsAfter(
  db: Db,
  { parentId, after, limit }: { parentId?: string; after?: string; limit: number },
): Promise<Row<'organisations'>[]> {
  let query = db.selectFrom('organisations').selectAll();
  if (parentId !== undefined) query = query.where('parent_id', '=', parentId);
  if (after !== undefined) query = query.where('path', '>', after);
  return query.orderBy('path').limit(limit).execute();
}

export async function updateOrganisation(
  db: Db,
  id: string,
  change: Pick<Change<'organisations'>, 'name' | 'nature' | 'place'>,
): Promise<void> {
  await db.updateTable('organisations').set(change).where('id', '=', id).execute();
}

export function findOrganisations(db: Db, ids: readonly string[]): Promise<Row<'organisations'>[]> {
  return db
    .selectFrom('organisations')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

export async function findOrganisationNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('organisations').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
