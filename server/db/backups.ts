import { sql } from 'kysely';
import type { Database, Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type BackupRow = Row<'backups'>;

/** What a backup holds, and what it had to copy for that. */
export interface BackupFigures {
  row_count: number;
  file_count: number;
  bytes: number;
  copied_bytes: number;
  damaged: number;
}

/** False, and nothing written, while another backup has shown a sign of life since `aliveSince`. */
export async function insertBackup(
  database: Database,
  row: NewRow<'backups'>,
  aliveSince: string,
): Promise<boolean> {
  return database.transaction(async (trx) => {
    // SQLite has one writing transaction at a time anyway.
    if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(7142028)`.execute(trx);
    if (await isBackupRunning(trx, aliveSince)) return false;
    await trx
      .updateTable('backups')
      .set({ state: 'failed', ended_at: row.started_at, error: 'interrupted' })
      .where('state', '=', 'running')
      .execute();
    await trx.insertInto('backups').values(row).execute();
    return true;
  });
}

/** Whether a backup has shown a sign of life since then. */
export async function isBackupRunning(db: Db, aliveSince: string): Promise<boolean> {
  const row = await db
    .selectFrom('backups')
    .select('id')
    .where('state', '=', 'running')
    .where('beat_at', '>=', aliveSince)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The running backup's sign of life; false when it is not the one that runs any more, or gave none since
 * `aliveSince`: others have taken it for dead.
 */
export async function beatBackup(
  db: Db,
  id: string,
  { at, aliveSince }: { at: string; aliveSince: string },
  progress: Partial<BackupFigures>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('backups')
    .set({ beat_at: at, ...progress })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('beat_at', '>=', aliveSince)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function endBackup(
  db: Db,
  id: string,
  end: Partial<BackupFigures> & { state: 'done' | 'failed'; ended_at: string; error?: string },
): Promise<void> {
  await db.updateTable('backups').set(end).where('id', '=', id).execute();
}

/** Newest first. */
export function listBackups(db: Db, limit: number): Promise<BackupRow[]> {
  return db.selectFrom('backups').selectAll().orderBy('started_at', 'desc').limit(limit).execute();
}

/** The newest that came to its end. */
export function findLastBackup(db: Db): Promise<BackupRow | undefined> {
  return db
    .selectFrom('backups')
    .selectAll()
    .where('state', '=', 'done')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
