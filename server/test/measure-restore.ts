import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { readEnvironment } from '../env.ts';
import { backUpBeforeMigration } from '../operations/backup/back-up-before-migration.ts';
import { runRestore } from '../operations/backup/run-restore.ts';
import { writeDatabaseBackup } from '../operations/backup/write-database-backup.ts';
import { fillFirstVersion } from './many-lessons.ts';

export interface MetadataFigures {
  lessons: number;
  rows: number;
  /** Seconds: keeping the database and bringing it forward from the first version. */
  migrate: number;
  backUp: number;
  restore: number;
}

/** How long the rows of many lessons take: forward from the first version, into a backup, and back into `into`. */
export async function measureMetadata(
  lessons: number,
  from: DatabaseConfig,
  into: DatabaseConfig,
): Promise<MetadataFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-metadata-'));
  const config = { ...readConfig(readEnvironment({ DATA_DIR: join(folder, 'from') })), database: from };
  const database = openDatabase(from);
  try {
    await fillFirstVersion(database, lessons);
    const parts = { database, clock: systemClock };
    const migrating = await seconds(() =>
      migrate(database, {
        before: async (pending) => void (await backUpBeforeMigration(config, parts, pending)),
      }),
    );
    const backups = join(folder, 'backups');
    const backUp = await seconds(() => writeDatabaseBackup(backups, parts, from, 'all'));
    const elsewhere = { ...config, dataFolder: join(folder, 'into'), database: into };
    const report = await runRestore({ config: elsewhere, clock: systemClock, from: backups });
    return { lessons, rows: report.rows, migrate: migrating, backUp, restore: report.seconds };
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
