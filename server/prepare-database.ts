import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { importCurriculum, readShippedCurriculum } from './curriculum/import-curriculum.ts';
import { migrate } from './db/migrate.ts';
import type { Database } from './db/open-database.ts';
import { readSetting, writeSetting } from './db/settings.ts';
import type { Logger } from './logger.ts';
import { backUpBeforeMigration } from './operations/backup/back-up-before-migration.ts';
import { seedProgrammesAndRubrics } from './reviews/seed-programmes-and-rubrics.ts';

const curriculumKey = 'shipped-curriculum';

/**
 * Brings the schema and what the program ships (curriculum, programmes, rubrics) up to date; a database in use
 * is kept as it was before its schema changes. The curriculum is only read in again when its files have changed,
 * and leaves alone what the bureau has set itself.
 *
 * Throws `NewerDatabaseError`, or `OperatorError` when it could not be kept.
 */
export async function prepareDatabase(
  config: Pick<Config, 'dataFolder' | 'database'>,
  database: Database,
  clock: Clock,
  log: Logger,
): Promise<void> {
  const { applied } = await migrate(database, {
    async before(pending) {
      const copy = await backUpBeforeMigration(config, { database, clock }, pending);
      log.info({ pending, ...copy }, 'kept the database before its schema is changed');
    },
  });
  if (applied.length > 0) log.info({ migrations: applied }, 'database brought up to date');
  await seedProgrammesAndRubrics(database.db, clock);
  const files = readShippedCurriculum();
  const digest = createHash('sha256');
  for (const file of files) digest.update(file.name).update(file.text);
  const shipped = digest.digest('hex');
  if ((await readSetting(database.db, curriculumKey, z.string())) === shipped) return;
  const plan = await importCurriculum(database, files, { now: clock.now() });
  await writeSetting(database.db, curriculumKey, shipped);
  log.info({ added: plan.add.length, changed: plan.change.length }, 'curriculum read in');
}
