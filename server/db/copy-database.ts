import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { makeSyncedFolder, syncPath } from '../media-store/sync-path.ts';
import type { Db } from './open-database.ts';

/**
 * Writes the whole SQLite database, as it is at one moment, to a file that is checked and on disk before it
 * gets its name; a file of that name is replaced. Nobody else can write meanwhile. Only its owner can read it:
 * hashes of passwords are in it.
 */
export async function copySqliteDatabase(db: Db, file: string): Promise<void> {
  await makeSyncedFolder(dirname(file));
  const unfinished = `${file}.new`;
  await rm(unfinished, { force: true });
  try {
    // SQLite takes a file that is empty.
    await writeFile(unfinished, '', { mode: 0o600 });
    await sql`vacuum into ${unfinished}`.execute(db);
    requireSound(unfinished);
    await syncPath(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    // Left there, it would keep a full disk full.
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncPath(dirname(file));
}

function requireSound(file: string): void {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const { integrity_check: found } = copy.prepare('pragma integrity_check').get() as {
      integrity_check: string;
    };
    if (found !== 'ok') throw new Error(`the copy of the database is damaged: ${found}`);
  } finally {
    copy.close();
  }
}
