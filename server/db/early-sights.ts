import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type EarlySightRow = Row<'early_sights'>;

/** One whose video waits or is being made, with what its addresses are signed by. */
export type EarlySight = EarlySightRow & { address_epoch: number };

/** Takes the place of any other of the lesson. */
export async function replaceEarlySight(db: Db, sight: NewRow<'early_sights'>): Promise<void> {
  await db.deleteFrom('early_sights').where('lesson_id', '=', sight.lesson_id).execute();
  await db.insertInto('early_sights').values(sight).execute();
}

/** False when it does not stand as it was seen, because another has added to it, or is there no more. */
export async function growEarlySight(
  db: Db,
  seen: Pick<EarlySightRow, 'id' | 'segments'>,
  counts: Pick<EarlySightRow, 'opening_segments' | 'segments' | 'segment_lengths'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('early_sights')
    .set(counts)
    .where('id', '=', seen.id)
    .where('segments', '=', seen.segments)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Answers its id, if there was one. */
export async function deleteEarlySightOf(db: Db, about: EarlySightSubject): Promise<string | undefined> {
  const deleted = await db
    .deleteFrom('early_sights')
    .where('lesson_id', '=', about.lessonId)
    .where('original_id', '=', about.originalId)
    .returning('id')
    .executeTakeFirst();
  return deleted?.id;
}

export function findEarlySight(db: Db, id: string): Promise<EarlySight | undefined> {
  return selectAlive(db).where('early_sights.id', '=', id).executeTakeFirst();
}

/** The file that a lesson's video is to be made of. */
export interface EarlySightSubject {
  lessonId: string;
  originalId: string;
}

/** Whoever makes it: also of a video that is not being made any more. */
export function findEarlySightOf(db: Db, about: EarlySightSubject): Promise<EarlySightRow | undefined> {
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
        .on('lessons.media_state', 'in', ['queued', 'processing']),
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
