import { sql } from 'kysely';
import type { Db } from './open-database.ts';
import { beginsWith } from './path-range.ts';
import type { Change, NewRow, Row } from './schema.ts';

export type LessonRow = Row<'lessons'>;

export async function insertLesson(db: Db, lesson: NewRow<'lessons'>): Promise<void> {
  await db.insertInto('lessons').values(lesson).execute();
}

export async function updateLesson(db: Db, id: string, change: Change<'lessons'>): Promise<void> {
  await db.updateTable('lessons').set(change).where('id', '=', id).execute();
}

/** A lesson with what the policy asks of it. */
export type LessonWithPath = LessonRow & { school_path: string };

export function findLesson(db: Db, id: string): Promise<LessonWithPath | undefined> {
  return selectWithPath(db).where('lessons.id', '=', id).executeTakeFirst();
}

/**
 * The same row held until the transaction ends, so that two who act on one lesson act one after the
 * other. (On SQLite a transaction that may write holds the whole database already.)
 */
export async function lockLesson(trx: Db, id: string): Promise<LessonWithPath | undefined> {
  await trx
    .updateTable('lessons')
    .set((column) => ({ updated_at: column.ref('updated_at') }))
    .where('id', '=', id)
    .execute();
  return findLesson(trx, id);
}

export async function findLessons(db: Db, ids: readonly string[]): Promise<LessonWithPath[]> {
  if (ids.length === 0) return [];
  return selectWithPath(db).where('lessons.id', 'in', ids).execute();
}

function selectWithPath(db: Db) {
  return db
    .selectFrom('lessons')
    .innerJoin('organisations', 'organisations.id', 'lessons.school_id')
    .selectAll('lessons')
    .select('organisations.path as school_path');
}

/** What presenting needs besides the row, with the names of teacher, school and programme. */
export function findLessonsToPresent(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('lessons')
    .innerJoin('organisations', 'organisations.id', 'lessons.school_id')
    .innerJoin('people', 'people.id', 'lessons.teacher_id')
    .leftJoin('programmes', 'programmes.id', 'lessons.programme_id')
    .leftJoin('nodes', 'nodes.id', 'lessons.node_id')
    .leftJoin('media_versions', 'media_versions.id', 'lessons.media_version_id')
    .leftJoin('originals', 'originals.id', 'media_versions.original_id')
    .leftJoin('covers', 'covers.lesson_id', 'lessons.id')
    .selectAll('lessons')
    .select([
      'organisations.path as school_path',
      'organisations.name as school_name',
      'people.display_name as teacher_name',
      'programmes.slug as programme_slug',
      'programmes.name as programme_name',
      'nodes.path as node_path',
      'nodes.stage',
      'nodes.subject',
      'nodes.grade',
      'nodes.edition',
      'nodes.volume',
      'nodes.unit',
      'nodes.topic',
      'media_versions.duration_seconds',
      'media_versions.manifest',
      'media_versions.store_prefix',
      // When the file of what plays was sent.
      'originals.created_at as played_since',
      'covers.store_key as cover_key',
      'covers.updated_at as cover_updated_at',
    ])
    .where('lessons.id', 'in', ids)
    .execute();
}

export type LessonToPresent = Awaited<ReturnType<typeof findLessonsToPresent>>[number];

/** Where a lesson stands in a list sorted by an instant: the list goes on after it though it be gone. */
export interface ListedLesson {
  id: string;
  at: string;
}

/** A part of a list; without `limit` all of it. */
export interface ListPart {
  after?: ListedLesson;
  limit?: number;
}

/** Lessons of a teacher with the instant they were made, newest first. */
export function listLessonsOfTeacher(
  db: Db,
  teacherId: string,
  { after, limit }: ListPart = {},
): Promise<ListedLesson[]> {
  let query = db
    .selectFrom('lessons')
    .select(['id', 'created_at as at'])
    .where('teacher_id', '=', teacherId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(after.at, after.id)),
    );
  }
  if (limit !== undefined) query = query.limit(limit);
  return query.execute();
}

/** Waiting to be checked at or below any of these organisations since the given instant, oldest first. */
export async function listSubmittedLessons(
  db: Db,
  organisationPaths: readonly string[],
  { after, limit }: ListPart,
): Promise<ListedLesson[]> {
  if (organisationPaths.length === 0) return [];
  let query = selectSubmitted(db, organisationPaths)
    .select(['lessons.id', 'lessons.submitted_at'])
    .orderBy('lessons.submitted_at')
    .orderBy('lessons.id');
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('lessons.submitted_at', 'lessons.id'), '>', tuple(after.at, after.id)),
    );
  }
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  return rows.map(({ id, submitted_at }) => ({ id, at: submitted_at ?? '' }));
}

export async function countSubmittedLessons(db: Db, organisationPaths: readonly string[]): Promise<number> {
  if (organisationPaths.length === 0) return 0;
  const row = await selectSubmitted(db, organisationPaths)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function selectSubmitted(db: Db, organisationPaths: readonly string[]) {
  return db
    .selectFrom('lessons')
    .innerJoin('organisations', 'organisations.id', 'lessons.school_id')
    .where('lessons.state', '=', 'submitted')
    .where((where) => where.or(organisationPaths.map((path) => beginsWith('organisations.path', path))));
}

/** Published lessons of schools at or below any of these organisations. */
export async function countPublishedLessonsUnder(
  db: Db,
  organisationPaths: readonly string[],
): Promise<number> {
  if (organisationPaths.length === 0) return 0;
  const row = await db
    .selectFrom('lessons')
    .innerJoin('organisations', 'organisations.id', 'lessons.school_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('lessons.state', '=', 'published')
    .where((where) => where.or(organisationPaths.map((path) => beginsWith('organisations.path', path))))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What the index shows of a teacher or a school stands in these. */
export async function listPublishedLessonIdsOf(
  db: Db,
  of: { teacherId: string } | { schoolId: string },
): Promise<string[]> {
  const published = db.selectFrom('lessons').select('id').where('state', '=', 'published');
  const rows = await ('teacherId' in of
    ? published.where('teacher_id', '=', of.teacherId)
    : published.where('school_id', '=', of.schoolId)
  ).execute();
  return rows.map((row) => row.id);
}

/** Those of the lessons that are published, with what they are called. */
export async function findPublishedTitles(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('lessons')
    .innerJoin('people', 'people.id', 'lessons.teacher_id')
    .leftJoin('nodes', 'nodes.id', 'lessons.node_id')
    .select(['lessons.id', 'lessons.title', 'people.display_name as teacher', 'nodes.path as node_path'])
    .where('lessons.id', 'in', ids)
    .where('lessons.state', '=', 'published')
    .execute();
}

/** Those of the people who have published lessons, under the names they go by today. */
export async function listTeachersWithPublished(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('people')
    .select(['id', 'display_name as name'])
    .where('id', 'in', ids)
    .where((where) =>
      where.exists(
        where
          .selectFrom('lessons')
          .select('lessons.id')
          .whereRef('lessons.teacher_id', '=', 'people.id')
          .where('lessons.state', '=', 'published'),
      ),
    )
    .execute();
}

/** Every published lesson that stands in the curriculum, with its node's path. */
export function listPublishedLessonPaths(db: Db): Promise<{ id: string; path: string }[]> {
  return db
    .selectFrom('lessons')
    .innerJoin('nodes', 'nodes.id', 'lessons.node_id')
    .select(['lessons.id', 'nodes.path'])
    .where('lessons.state', '=', 'published')
    .execute();
}

/** Published lessons by id, for a reader who takes them page by page. */
export async function listPublishedLessonIds(db: Db, limit: number, afterId = ''): Promise<string[]> {
  const rows = await db
    .selectFrom('lessons')
    .select('id')
    .where('state', '=', 'published')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Published lessons that stand at any of these nodes, oldest first. */
export async function listPublishedLessonsAtNodes(
  db: Db,
  nodeIds: readonly string[],
): Promise<{ id: string; node_id: string | null }[]> {
  if (nodeIds.length === 0) return [];
  return db
    .selectFrom('lessons')
    .select(['id', 'node_id'])
    .where('state', '=', 'published')
    .where('node_id', 'in', nodeIds)
    .orderBy('published_at')
    .execute();
}

/** Numbers of published lessons by the path of the node they stand at. */
export async function countPublishedByNode(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('lessons')
    .innerJoin('nodes', 'nodes.id', 'lessons.node_id')
    .select((select) => ['nodes.path', select.fn.countAll<number>().as('lessons')])
    .where('lessons.state', '=', 'published')
    .groupBy('nodes.path')
    .execute();
  return new Map(rows.map((row) => [row.path, Number(row.lessons)]));
}

export async function countLessons(db: Db): Promise<{ published: number; awarded: number; schools: number }> {
  const { rows } = await sql<{ published: number; awarded: number; schools: number }>`
    select count(*) as published,
      count(distinct school_id) as schools,
      (select count(distinct awards.lesson_id) from awards join lessons l on l.id = awards.lesson_id
        where l.state = 'published') as awarded
    from lessons where state = 'published'`.execute(db);
  const row = rows[0];
  return { published: Number(row?.published), awarded: Number(row?.awarded), schools: Number(row?.schools) };
}

/** The earliest lesson of a teacher made from the same file. */
export async function findLessonOfOriginal(
  db: Db,
  originalId: string,
  besidesId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('lessons')
    .select('id')
    .where('original_id', '=', originalId)
    .where('id', '!=', besidesId)
    .orderBy('created_at')
    .executeTakeFirst();
  return row?.id;
}

/** Closes every play address given out for the lesson. */
export async function raiseAddressEpoch(db: Db, id: string): Promise<void> {
  await db
    .updateTable('lessons')
    .set((column) => ({ address_epoch: column('address_epoch', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** A draft with everything that hangs on it; its media version's folder is swept later. */
export async function deleteLesson(db: Db, id: string): Promise<void> {
  for (const table of ['attachments', 'covers', 'captions', 'media_versions', 'early_sights'] as const) {
    await db.deleteFrom(table).where('lesson_id', '=', id).execute();
  }
  await db.deleteFrom('lessons').where('id', '=', id).execute();
}

/** Never lowers the figure. False when no video is being made of this file for the lesson (any more). */
export async function writeMediaProgress(
  db: Db,
  about: { lessonId: string; originalId: string },
  progress: number,
  secondsLeft: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('lessons')
    .set((eb) => ({
      media_progress: eb
        .case()
        .when('media_progress', '<', progress)
        .then(progress)
        .else(eb.ref('media_progress'))
        .end(),
      media_seconds_left: secondsLeft,
    }))
    .where('id', '=', about.lessonId)
    .where('original_id', '=', about.originalId)
    .where('media_state', '=', 'processing')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
