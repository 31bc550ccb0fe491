import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { copySqliteDatabase } from '../../db/copy-database.ts';
import type { Database } from '../../db/open-database.ts';
import { isDiskFull } from '../../errors.ts';
import { OperatorError } from '../operator-error.ts';
import { writeDatabaseBackup } from './write-database-backup.ts';

/** Older ones are removed, here or with the next backup: the regular ones hold the past. */
export const keptCopies = 3;

/**
 * Keeps the database as it is before its schema is changed, in `backups` of the data folder: on SQLite as a
 * database file, on PostgreSQL as a backup without files. Answers where, and how to go back.
 *
 * Throws `OperatorError` when it cannot be kept: then nothing may be changed.
 */
export async function backUpBeforeMigration(
  config: Pick<Config, 'dataFolder' | 'database'>,
  { database, clock }: { database: Database; clock: Clock },
  pending: readonly string[],
): Promise<{ kept: string; goBack: string }> {
  const { dataFolder } = config;
  const name = `before-${pending[0]}`;
  const folder = join(dataFolder, 'backups');
  try {
    if (database.kind === 'sqlite') {
      const kept = join(folder, `${name}.sqlite`);
      await copySqliteDatabase(database.db, kept);
      await removeOldCopies(folder);
      const file = join(dataFolder, 'qianke.sqlite');
      // What a killed program left in the write-ahead log would be played into the older database.
      return {
        kept,
        goBack: `停止程序，删除 ${file}-wal 和 ${file}-shm（如果有），把它复制为 ${file}，再启动旧版本`,
      };
    }
    const at = `${name}-${clock.now().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    await writeDatabaseBackup(folder, { database, clock }, config.database, at);
    return {
      kept: join(folder, 'snapshots', at),
      goBack: `停止程序，新建一个空数据库，用旧版本运行 npm run restore -- --from ${folder} --at ${at} --replaces-original`,
    };
  } catch (error) {
    const why = isDiskFull(error) ? '磁盘已满' : error instanceof Error ? error.message : String(error);
    throw new OperatorError(
      `升级数据库之前要先备份到 ${folder}，但没有成功：${why}。数据库没有改动；请处理后再启动。`,
      { cause: error },
    );
  }
}

/** Names begin with the number of a migration: the last are the newest. */
async function removeOldCopies(folder: string): Promise<void> {
  const copies = (await readdir(folder)).filter((name) => /^before-.*\.sqlite$/.test(name)).sort();
  for (const name of copies.slice(0, -keptCopies)) await rm(join(folder, name));
}
