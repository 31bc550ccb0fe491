import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export async function insertMediaVersion(db: Db, version: NewRow<'media_versions'>): Promise<void> {
  await db.insertInto('media_versions').values(version).execute();
}

/** A version with its lesson, as far as playing and checking addresses need it. */
export function findMediaVersion(db: Db, id: string) {
  return db
    .selectFrom('media_versions')
    .innerJoin('lessons', 'lessons.id', 'media_versions.lesson_id')
    .selectAll('media_versions')
    .select(['lessons.address_epoch', 'lessons.state as lesson_state'])
    .where('media_versions.id', '=', id)
    .executeTakeFirst();
}

export function listMediaVersions(db: Db, lessonId: string): Promise<Row<'media_versions'>[]> {
  return db
    .selectFrom('media_versions')
    .selectAll()
    .where('lesson_id', '=', lessonId)
    .orderBy('created_at')
    .execute();
}
