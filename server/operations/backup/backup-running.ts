import type { AppContext } from '../../context.ts';
import { isBackupRunning } from '../../db/backups.ts';

/** A backup that is silent for longer was killed. */
const longestSilence = 5 * 60_000;

export function aliveSince(now: Date): string {
  return new Date(now.getTime() - longestSilence).toISOString();
}

/**
 * Whether a backup runs, whose snapshot may name files that no row refers to any more. Ask it after the
 * row is gone: a backup that begins later does not name the file.
 */
export function mayBeWanted({ database, clock }: Pick<AppContext, 'database' | 'clock'>): Promise<boolean> {
  return isBackupRunning(database.db, aliveSince(clock.now()));
}
