import { setTimeout as sleep } from 'node:timers/promises';
import { isMigrated } from '../../server/db/migrate.ts';
import type { Database } from '../../server/db/open-database.ts';
import type { Logger } from '../../server/logger.ts';

/**
 * Waits for the schema that this version needs, which the web process makes; says once what it waits for.
 * False when `signal` aborts first. Throws `NewerDatabaseError`.
 */
export async function waitUntilMigrated(
  database: Database,
  log: Logger,
  signal: AbortSignal,
): Promise<boolean> {
  let said = false;
  while (!signal.aborted) {
    if (await isMigrated(database)) return true;
    if (!said) log.info('waiting until the web process (npm start) has made or migrated the database');
    said = true;
    await sleep(500, undefined, { signal }).catch(() => {});
  }
  return false;
}
