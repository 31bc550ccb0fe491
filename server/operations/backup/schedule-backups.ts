import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { advise } from '../../advise.ts';
import type { AppContext } from '../../context.ts';
import { findLastBackup, listBackups } from '../../db/backups.ts';
import { planNextBackup, planRetry } from './plan-next-backup.ts';

const entry = fileURLToPath(new URL('../commands/backup.ts', import.meta.url));

const day = 24 * 3600 * 1000;
const hour = 3600 * 1000;
/** Between looks at the clock, so that neither a sleeping machine nor a clock that is put right is missed. */
const betweenLooks = 20_000;

/**
 * Makes backups at the times of the configuration, each in a process of its own, until `signal` aborts; one that
 * was missed while the program did not run is made up for, one that failed is tried again. Resolves when none runs
 * any more; never rejects, since a database that is away for a moment must not end the program.
 */
export async function scheduleBackups(
  { config, clock, database, log }: Pick<AppContext, 'config' | 'clock' | 'database' | 'log'>,
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
  { pause = betweenLooks } = {},
): Promise<void> {
  const { at } = config.backup;
  if (at === undefined) return;
  const next = () => planNextBackup(at, clock.now(), config.timeZone);
  let due: Date | undefined;
  /** The regular moment that `due` is, or is another try of. */
  let wanted: Date | undefined;
  let failures = 0;
  let failing = false;
  while (!signal.aborted) {
    try {
      due ??= (await wasMissed()) ? clock.now() : next();
      if (clock.now() >= due) {
        if (failures === 0) wanted = due;
        const made = (await isTakenCareOf(due, wanted ?? due)) || (await makeBackup(wanted ?? due));
        const again = made ? undefined : planRetry(failures + 1, clock.now(), next());
        failures = again ? failures + 1 : 0;
        due = again ?? next();
      }
      failing = false;
    } catch (err) {
      // Said once, not at every look, until it works again.
      if (!failing) log.error({ err }, `no backup can be begun, it is tried again by itself: ${advise(err)}`);
      failing = true;
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }

  async function wasMissed(): Promise<boolean> {
    const [latest] = await listBackups(database.db, 1);
    const longest = at === 'hourly' ? hour : day;
    return latest !== undefined && clock.now().getTime() - Date.parse(latest.started_at) > longest;
  }

  /** Another web process of the same library, or somebody at the console, was first. */
  async function isTakenCareOf(moment: Date, since: Date): Promise<boolean> {
    const [latest] = await listBackups(database.db, 1);
    const begun = latest?.state === 'failed' ? moment : since;
    return latest !== undefined && latest.started_at >= begun.toISOString();
  }

  /** False when none came to its end. */
  async function makeBackup(since: Date): Promise<boolean> {
    const child = spawn(process.execPath, [entry], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-2000);
      });
    // Whoever watches a lesson goes first.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    const [code] = await once(child, 'close');
    signal.removeEventListener('abort', stop);
    if (code === 0) {
      log.info({ said }, 'backed up');
      return true;
    }
    // Said once, not at every try.
    if (!signal.aborted && failures === 0)
      log.error(
        { said },
        'the backup failed or is not whole; look at /manage/system, then run npm run backup (one that failed is tried again every hour, three times at most)',
      );
    // With damaged files it has come to its end all the same.
    const last = await findLastBackup(database.db);
    return last !== undefined && last.started_at >= since.toISOString();
  }
}
