import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { importCurriculum, readShippedCurriculum } from './curriculum/import-curriculum.ts';
import { migrate } from './db/migrate.ts';
import type { Database } from './db/open-database.ts';
import { readSetting, writeSetting } from './db/settings.ts';
import type { Logger } from './logger.ts';
import { seedProgrammesAndRubrics } from './reviews/seed-programmes-and-rubrics.ts';

const curriculumKey = 'shipped-curriculum';

/**
 * Brings the schema and what the program ships (curriculum, programmes, rubrics) up to date. The
 * curriculum is only read in again when its files have changed.
 */
export async function prepareDatabase(database: Database, clock: Clock, log: Logger): Promise<void> {
  const { applied } = await migrate(database);
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
