import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type EarlySightRow = Row<'early_sights'>;

/** One whose video is being made, with what its addresses are signed by. */
export type EarlySight = EarlySightRow & { address_epoch: number };

/** Takes the place of the one that an earlier start of the work may have left. */
export async function replaceEarlySight(db: Db, sight: NewRow<'early_sights'>): Promise<void> {
  await db.deleteFrom('early_sights').where('lesson_id', '=', sight.lesson_id).execute();
  await db.insertInto('early_sights').values(sight).execute();
}

/** False when it is there no more. */
export async function growEarlySight(
  db: Db,
  id: string,
  counts: { opening_segments: number; segments: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('early_sights')
    .set(counts)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function deleteEarlySight(db: Db, id: string): Promise<void> {
  await db.deleteFrom('early_sights').where('id', '=', id).execute();
}

export function findEarlySight(db: Db, id: string): Promise<EarlySight | undefined> {
  return selectAlive(db).where('early_sights.id', '=', id).executeTakeFirst();
}

/** What an earlier start of the work has left of a video that is to be made of this file. */
export function findLeftEarlySight(
  db: Db,
  about: { lessonId: string; originalId: string },
): Promise<EarlySightRow | undefined> {
  return db
    .selectFrom('early_sights')
    .selectAll()
    .where('lesson_id', '=', about.lessonId)
    .where('original_id', '=', about.originalId)
    .executeTakeFirst();
}

/** Those of the lessons of which something can be watched. */
export async function listEarlySights(db: Db, lessonIds: readonly string[]): Promise<EarlySight[]> {
  if (lessonIds.length === 0) return [];
  return selectAlive(db)
    .where('early_sights.lesson_id', 'in', lessonIds)
    .where('early_sights.segments', '>', 0)
    .execute();
}

function selectAlive(db: Db) {
  return db
    .selectFrom('early_sights')
    .innerJoin('lessons', (join) =>
      join
        .onRef('lessons.id', '=', 'early_sights.lesson_id')
        .onRef('lessons.original_id', '=', 'early_sights.original_id')
        .on('lessons.media_state', '=', 'processing'),
    )
    .selectAll('early_sights')
    .select('lessons.address_epoch');
}

/** Forgets those whose video is not being made any more; the sweep then finds their files. */
export async function deleteEndedEarlySights(db: Db): Promise<void> {
  await db
    .deleteFrom('early_sights')
    .where('id', 'not in', selectAlive(db).clearSelect().select('early_sights.id'))
    .execute();
}

export async function findKnownEarlySightIds(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('early_sights').select('id').where('id', 'in', ids).execute();
  return rows.map((row) => row.id);
}
