import { sql } from 'kysely';
import type { Database, Db, Trx } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type UploadRow = Row<'uploads'>;

/** How far an upload has come; the offset only ever grows. */
export interface UploadProgress {
  offset: number;
  activeAt: string;
  expiresAt: string;
}

export async function insertUpload(db: Db, row: NewRow<'uploads'>): Promise<void> {
  await db.insertInto('uploads').values(row).execute();
}

export async function findUpload(db: Db, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * The row as it is now, held until the transaction ends: its lesson is named and its file is given to a
 * lesson one after the other. Lock it before any lesson.
 */
export async function lockUpload(trx: Trx, id: string): Promise<UploadRow | undefined> {
  return trx
    .updateTable('uploads')
    .set((column) => ({ active_at: column.ref('active_at') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** A person's uploads that can still be continued, newest first. */
export async function listOpenUploads(db: Db, personId: string, now: string): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

export type UploadClaim = Pick<UploadRow, 'person_id' | 'length' | 'offset' | 'created_at' | 'active_at'>;

/** Everybody's open uploads that were active since then. */
export async function listActiveUploads(db: Db, since: string): Promise<UploadClaim[]> {
  return db
    .selectFrom('uploads')
    .select(['person_id', 'length', 'offset', 'created_at', 'active_at'])
    .where('state', '=', 'open')
    .where('active_at', '>=', since)
    .execute();
}

/** Until the transaction ends nobody else begins an upload or adds an attachment: what was counted stays true. */
export async function serialiseUploadCreation(trx: Trx, kind: Database['kind']): Promise<void> {
  // SQLite has one writing transaction at a time anyway.
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(7142027)`.execute(trx);
}

/**
 * The row when the upload is open and had no writer; the token is its writer now. Who has wished for the
 * place only gets it while nobody newer has.
 */
export async function claimWriter(
  db: Db,
  id: string,
  token: string,
  { wished = false } = {},
): Promise<UploadRow | undefined> {
  return db
    .updateTable('uploads')
    .set({ writer: token, writer_beat: 0, writer_wanted: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('writer', 'is', null)
    .$if(wished, (claim) => claim.where('writer_wanted', '=', token))
    .returningAll()
    .executeTakeFirst();
}

/** Asks the writer to leave; a later wish replaces this one. */
export async function wishForWriter(db: Db, id: string, token: string): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ writer_wanted: token })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

/** Takes the place of a writer that has not counted its beat up since it was looked at. */
export async function seizeWriter(
  db: Db,
  id: string,
  token: string,
  silent: Pick<UploadRow, 'writer' | 'writer_beat'>,
): Promise<UploadRow | undefined> {
  return db
    .updateTable('uploads')
    .set({ writer: token, writer_beat: 0, writer_wanted: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('writer', '=', silent.writer)
    .where('writer_beat', '=', silent.writer_beat)
    .returningAll()
    .executeTakeFirst();
}

/**
 * The writer's sign of life, with what it has put on disk. Answers who wants its place; undefined when
 * the token is not the writer's any more, and then nothing was recorded.
 */
export async function beatWriter(
  db: Db,
  id: string,
  token: string,
  progress?: UploadProgress,
): Promise<{ wanted: string | null } | undefined> {
  const row = await db
    .updateTable('uploads')
    .set({ writer_beat: sql<number>`writer_beat + 1`, ...progressColumns(progress) })
    .where('id', '=', id)
    .where('writer', '=', token)
    .returning('writer_wanted')
    .executeTakeFirst();
  return row && { wanted: row.writer_wanted };
}

export async function releaseWriter(db: Db, id: string, token: string): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ writer: null })
    .where('id', '=', id)
    .where('writer', '=', token)
    .execute();
}

/** False, and nothing changed, when the token is not the writer's any more. */
export async function markUploadFinished(
  db: Db,
  id: string,
  token: string,
  result: { originalId: string; lessonId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ state: 'finished', original_id: result.originalId, lesson_id: result.lessonId, writer: null })
    .where('id', '=', id)
    .where('writer', '=', token)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** False, and nothing changed, when the token is not the writer's any more. */
export async function markUploadEnded(
  db: Db,
  id: string,
  token: string,
  reason: string | null = null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ state: 'ended', writer: null, end_reason: reason })
    .where('id', '=', id)
    .where('writer', '=', token)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whole, but not yet a lesson's: the program was stopped in between. */
export async function listUnfiledUploads(db: Db): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('state', '=', 'open')
    .where('offset', '=', (eb) => eb.ref('length'))
    .orderBy('active_at')
    .execute();
}

/** Open and incomplete, without any activity until their time ran out. */
export async function listExpiredUploads(db: Db, now: string): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('state', '=', 'open')
    .where('offset', '<', (eb) => eb.ref('length'))
    .where('expires_at', '<=', now)
    .execute();
}

/** Finished since then with bytes that were already stored: their own copy is not needed. */
export async function listDuplicateUploads(db: Db, since: string): Promise<Pick<UploadRow, 'id'>[]> {
  return db
    .selectFrom('uploads')
    .select('id')
    .where('state', '=', 'finished')
    .where('original_id', '<>', (eb) => eb.ref('id'))
    .where('active_at', '>=', since)
    .execute();
}

function progressColumns(progress: UploadProgress | undefined) {
  if (!progress) return {};
  return { offset: progress.offset, active_at: progress.activeAt, expires_at: progress.expiresAt };
}

/** The lesson that is to have the file, or has it by now. */
export async function nameLessonOfUpload(db: Db, id: string, lessonId: string): Promise<void> {
  await db.updateTable('uploads').set({ lesson_id: lessonId }).where('id', '=', id).execute();
}
