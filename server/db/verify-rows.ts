import { sql } from 'kysely';
import type { Database, Db } from './open-database.ts';

/** A column without a foreign key that names a row which is not there. */
export interface DanglingPointer {
  table: string;
  column: string;
  /** Of the row that points. */
  id: string;
  target: string;
}

/** Only those that the program never leaves behind on purpose. */
export async function listDanglingPointers(db: Db): Promise<DanglingPointer[]> {
  const { rows } = await sql<DanglingPointer>`
    select 'lessons' as "table", 'media_version_id' as "column", id, media_version_id as target from lessons
      where media_version_id is not null and not exists (
        select 1 from media_versions v where v.id = lessons.media_version_id and v.lesson_id = lessons.id)
    union all
    select 'entries', 'media_version_id', id, media_version_id from entries
      where not exists (select 1 from media_versions v where v.id = entries.media_version_id)
    union all
    select 'uploads', 'original_id', id, original_id from uploads
      where original_id is not null and not exists (select 1 from originals o where o.id = uploads.original_id)`.execute(
    db,
  );
  return rows;
}

/** Lessons whose video is said to be ready, and that have none. */
export async function listReadyWithoutVersion(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('lessons')
    .select('id')
    .where('media_state', '=', 'ready')
    .where('media_version_id', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

type AwaitedJob = { id: string; kind: 'transcode' | 'cover' | 'attachment' };

/** Lessons that wait for a video or a cover, and attachments that wait to be looked into, that nobody works on. */
export async function listMissingJobs(db: Db): Promise<AwaitedJob[]> {
  const { rows } = await sql<AwaitedJob>`
    select id, 'transcode' as kind from lessons
      where media_state in ('queued', 'processing') and not exists (
        select 1 from jobs where subject_id = lessons.id and kind = 'transcode' and state in ('queued', 'running', 'split'))
    union all
    select id, 'cover' from lessons
      where cover_upload like '%"state":"pending"%' and not exists (
        select 1 from jobs where subject_id = lessons.id and kind = 'cover' and state in ('queued', 'running'))
    union all
    select id, 'attachment' from attachments
      where state = 'checking' and not exists (
        select 1 from jobs where subject_id = attachments.id and kind = 'attachment' and state in ('queued', 'running'))`.execute(
    db,
  );
  return rows;
}

/** Where the counter of the feed stands, and its last entry; they are the same in a sound library. */
export async function readFeedEnds(db: Db): Promise<{ counter: number; last: number }> {
  const { rows } = await sql<{ counter: number; last: number }>`
    select coalesce((select value from counters where name = 'feed'), 0) as counter,
      coalesce((select max(sequence) from feed), 0) as last`.execute(db);
  return rows[0] ?? { counter: 0, last: 0 };
}

/** Uploads that can be continued, with the bytes that were acknowledged. */
export function listOpenUploadOffsets(db: Db): Promise<{ id: string; offset: number; length: number }[]> {
  return db.selectFrom('uploads').select(['id', 'offset', 'length']).where('state', '=', 'open').execute();
}

/** SQLite: what its own check of the file says, and references that lead nowhere. PostgreSQL sees to both itself. */
export async function checkDatabaseFile(
  { db, kind }: Database,
  { quick }: { quick: boolean },
): Promise<{ damage: string[]; references: { table: string; row: string; parent: string }[] }> {
  if (kind === 'postgres') return { damage: [], references: [] };
  const { rows: checked } = quick
    ? await sql<{ text: string }>`select quick_check as text from pragma_quick_check`.execute(db)
    : await sql<{ text: string }>`select integrity_check as text from pragma_integrity_check`.execute(db);
  const { rows: references } = await sql<{ table: string; row: string; parent: string }>`
    select "table", cast(rowid as text) as "row", parent from pragma_foreign_key_check`.execute(db);
  return { damage: checked.map(({ text }) => text).filter((text) => text !== 'ok'), references };
}
