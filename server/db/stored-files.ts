import type { Db } from './open-database.ts';

/** Kinds of stored files that one row each refers to. */
export const storedFileTables = ['originals', 'attachments', 'covers', 'captions'] as const;
export type StoredFileTable = (typeof storedFileTables)[number];

/** The keys below a prefix (`attachments/ab/`) that a row of the table refers to. */
export async function listKeysInUse(db: Db, table: StoredFileTable, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('store_key')
    .where('store_key', 'like', `${prefix}%`)
    .execute();
  return rows.map((row) => row.store_key);
}

/** What is known of uploaded pictures that are not a cover (yet), as stored. */
export async function listCoverUploads(db: Db): Promise<{ cover_upload: string | null }[]> {
  return db.selectFrom('lessons').select('cover_upload').where('cover_upload', 'is not', null).execute();
}

export async function findKnownVersionIds(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('media_versions').select('id').where('id', 'in', ids).execute();
  return rows.map((row) => row.id);
}

/**
 * Versions that no lesson plays, no entry was made with and no cover is a picture of, whose lesson has had
 * another one since before `replacedBefore`.
 */
export function listReplacedVersions(
  db: Db,
  replacedBefore: string,
): Promise<{ id: string; store_prefix: string }[]> {
  return db
    .selectFrom('media_versions as old')
    .innerJoin('lessons', 'lessons.id', 'old.lesson_id')
    .innerJoin('media_versions as current', 'current.id', 'lessons.media_version_id')
    .select(['old.id', 'old.store_prefix'])
    .whereRef('old.id', '!=', 'current.id')
    .where('current.created_at', '<', replacedBefore)
    .where((where) =>
      where.and([
        where.not(
          where.exists(
            where
              .selectFrom('entries')
              .select('entries.id')
              .whereRef('entries.media_version_id', '=', 'old.id'),
          ),
        ),
        where.not(
          where.exists(
            where
              .selectFrom('covers')
              .select('covers.lesson_id')
              .whereRef('covers.lesson_id', '=', 'old.lesson_id')
              .where((cover) =>
                cover(
                  'covers.store_key',
                  'like',
                  cover(cover.ref('old.store_prefix'), '||', cover.val('/%')),
                ),
              ),
          ),
        ),
      ]),
    )
    .execute();
}

export async function deleteMediaVersion(db: Db, id: string): Promise<void> {
  await db.deleteFrom('media_versions').where('id', '=', id).execute();
}
