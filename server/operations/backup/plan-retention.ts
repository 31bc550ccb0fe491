import { dayIn } from '../../clock.ts';

/**
 * Which backups are kept: the last `keep`, and of each of the last `keep` days that have one the newest, so
 * that backups every hour do not push out yesterday's.
 */
export function planRetention<Backup extends { at: string }>(
  backups: readonly Backup[],
  keep: number,
  timeZone: string,
): { kept: Backup[]; dropped: Backup[] } {
  const newestFirst = backups.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const days = new Map<string, Backup>();
  for (const backup of newestFirst) {
    const day = dayIn(timeZone, new Date(backup.at));
    if (!days.has(day)) days.set(day, backup);
  }
  const kept = new Set([...newestFirst.slice(0, keep), ...[...days.values()].slice(0, keep)]);
  return {
    kept: newestFirst.filter((backup) => kept.has(backup)),
    dropped: newestFirst.filter((backup) => !kept.has(backup)),
  };
}
