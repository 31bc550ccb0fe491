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
