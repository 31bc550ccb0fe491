import type { AppContext } from '../../context.ts';
import type { BackupStatus } from '../../contract/pages.ts';
import { type BackupRow, findLastBackup, isBackupRunning, listBackups } from '../../db/backups.ts';
import { aliveSince } from './backup-running.ts';
import { isOnSameDisk, mediaStoreTarget } from './backup-target.ts';

const day = 24 * 3600 * 1000;

/** What the operator has to know about backups. */
export async function describeBackups({
  config,
  clock,
  database,
}: Pick<AppContext, 'config' | 'clock' | 'database'>): Promise<BackupStatus> {
  const { target, at, warnDays } = config.backup;
  const [last, [latest], running, sameDisk] = await Promise.all([
    findLastBackup(database.db),
    listBackups(database.db, 1),
    isBackupRunning(database.db, aliveSince(clock.now())),
    // A place that cannot be reached is no reason to show nothing: the last attempt says what it came to.
    target === mediaStoreTarget || isOnSameDisk(target, config.dataFolder).catch(() => false),
  ]);
  const age = last && clock.now().getTime() - Date.parse(last.started_at);
  return {
    last: last ? present(last) : null,
    running,
    failed: failureOf(latest, running),
    tooOld: age === undefined || age > warnDays * day,
    warnDays,
    target,
    sameDisk,
    automatic: at ?? null,
  };
}

function present(row: BackupRow): NonNullable<BackupStatus['last']> {
  return {
    ...{ name: row.name, at: row.started_at, target: row.target, files: row.file_count },
    ...{ bytes: row.bytes, copiedBytes: row.copied_bytes, damaged: row.damaged },
  };
}

/** The newest attempt, where it did not come to its end. */
function failureOf(latest: BackupRow | undefined, running: boolean): BackupStatus['failed'] {
  if (!latest || latest.state === 'done' || running) return null;
  return { at: latest.started_at, error: latest.error };
}
