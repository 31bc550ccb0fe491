import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { isMigrated } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open-database.ts';
import { requireNoRestore } from './backup/restore-marker.ts';
import { OperatorError } from './operator-error.ts';

/**
 * The database of a library that is there, whole and of this version. Throws `OperatorError` otherwise, and leaves
 * nothing behind: a mistyped DATA_DIR must not become an empty library that looks backed up.
 */
export async function openLibraryDatabase({ database: at, dataFolder }: Config): Promise<Database> {
  await requireNoRestore(dataFolder);
  if (at.kind === 'sqlite' && !existsSync(at.file))
    throw new OperatorError(
      `${dataFolder} 里没有资源库（找不到 ${at.file}）。请检查 DATA_DIR：它应与启动程序时相同。`,
    );
  const database = openDatabase(at);
  try {
    if (await isMigrated(database)) return database;
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  throw new OperatorError(
    '数据库是空的，或还不是这个版本的。请检查 DATA_DIR 和 DATABASE_URL；没有错时，先启动一次程序（npm start）再试。',
  );
}
