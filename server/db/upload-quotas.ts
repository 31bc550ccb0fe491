import type { Db } from './open-database.ts';

/** Whose bytes are counted. */
export interface QuotaHolder {
  of: 'teacher' | 'school';
  id: string;
}

/**
 * Bytes that a teacher's or a school's files take on disk, and those that open uploads have and will have; an upload
 * without a byte counts only while it was active after `activeSince`. Originals count as long as they are stored, also
 * those that were replaced or whose lesson was deleted and that no sweep has taken yet; one that several lessons share
 * is stored, and counted, once.
 */
export async function sumKeptBytes(
  db: Db,
  holder: QuotaHolder,
  { now, activeSince }: { now: string; activeSince: string },
): Promise<number> {
  const isTeacher = holder.of === 'teacher';
  const lessons = db
    .selectFrom('lessons')
    .where(isTeacher ? 'lessons.teacher_id' : 'lessons.school_id', '=', holder.id);
  const uploads = db
    .selectFrom('uploads')
    .where(isTeacher ? 'uploads.person_id' : 'uploads.school_id', '=', holder.id);
  const named = lessons
    .select('lessons.original_id as id')
    .union(
      lessons
        .innerJoin('media_versions', 'media_versions.lesson_id', 'lessons.id')
        .select('media_versions.original_id as id'),
    )
    .union(uploads.select('uploads.original_id as id'))
    .$castTo<{ id: string }>();
  const originals = db.selectFrom('originals').select('originals.bytes');
  const { bytes } = await db
    .selectFrom(
      (isTeacher ? originals.where('person_id', '=', holder.id) : originals.where('id', 'in', named))
        .unionAll(
          lessons.innerJoin('attachments', 'attachments.lesson_id', 'lessons.id').select('attachments.bytes'),
        )
        .unionAll(
          uploads
            .select('uploads.length as bytes')
            .where('state', '=', 'open')
            .where('expires_at', '>', now)
            .where((where) => where.or([where('offset', '>', 0), where('active_at', '>=', activeSince)])),
        )
        .as('kept'),
    )
    .select(({ fn }) => fn.sum<number | string | null>('kept.bytes').as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(bytes ?? 0);
}
