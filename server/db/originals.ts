import type { Db } from './open-database.ts';
import type { Row } from './schema.ts';

export type OriginalRow = Row<'originals'>;

/** What makes two files the same: nobody learns that another teacher has one. */
export type OriginalBytes = Pick<OriginalRow, 'person_id' | 'sha256' | 'bytes'>;

export async function findOriginal(db: Db, id: string): Promise<OriginalRow | undefined> {
  return db.selectFrom('originals').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findOriginalByBytes(db: Db, same: OriginalBytes): Promise<OriginalRow | undefined> {
  return db
    .selectFrom('originals')
    .selectAll()
    .where('person_id', '=', same.person_id)
    .where('sha256', '=', same.sha256)
    .where('bytes', '=', same.bytes)
    .executeTakeFirst();
}

/** The row that stands afterwards: this one, or the one with the same bytes that came first. */
export async function insertOriginal(db: Db, row: OriginalRow): Promise<OriginalRow> {
  const inserted = await db
    .insertInto('originals')
    .values(row)
    .onConflict((conflict) => conflict.columns(['person_id', 'sha256', 'bytes']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (inserted) return inserted;
  return db
    .selectFrom('originals')
    .selectAll()
    .where('person_id', '=', row.person_id)
    .where('sha256', '=', row.sha256)
    .where('bytes', '=', row.bytes)
    .executeTakeFirstOrThrow();
}

/** Known since before then, and named by no lesson, media version or upload. */
export function listUnusedOriginals(db: Db, createdBefore: string): Promise<OriginalRow[]> {
  return selectUnused(db).selectAll('originals').where('created_at', '<', createdBefore).execute();
}

/**
 * False when it is used by now. A lesson that takes it at the same moment is kept by its foreign key: then
 * one of the two statements fails.
 */
export async function deleteUnusedOriginal(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('originals')
    .where('id', 'in', selectUnused(db).select('originals.id').where('originals.id', '=', id))
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

function selectUnused(db: Db) {
  return (['lessons', 'media_versions', 'uploads'] as const).reduce(
    (query, table) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom(table).select(`${table}.id`).whereRef(`${table}.original_id`, '=', 'originals.id'),
          ),
        ),
      ),
    db.selectFrom('originals'),
  );
}
