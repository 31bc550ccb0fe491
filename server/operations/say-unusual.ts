import type { Config } from '../config.ts';
import type { AppContext } from '../context.ts';
import { readDatabaseTime } from '../db/database-time.ts';
import { readDisks } from './system/read-disks.ts';

const clockToleranceMs = 5000;

/** Says once, at the start, what works but should not stay as it is; a line each, with what to do. */
export async function sayUnusual(
  context: Pick<AppContext, 'config' | 'uploads' | 'database' | 'clock' | 'log'>,
): Promise<void> {
  const { config, database, log } = context;
  if (isReadableOnTheWay(config))
    log.warn('passwords can be read on the way: put https in front and set PUBLIC_URL=https://…');
  if (config.sandbox === 'none')
    log.warn('MEDIA_SANDBOX=none: a hostile video could harm this machine. Install bubblewrap and unset it');
  const off = Math.abs(Date.parse(await readDatabaseTime(database)) - Date.now());
  if (off > clockToleranceMs)
    log.warn({ seconds: Math.round(off / 1000) }, 'this clock and the database’s differ: keep both in step');
  for (const { holds, freeBytes, level } of (await readDisks(context)).disks) {
    if (level !== 'fine')
      log.warn({ holds, freeBytes }, 'the disk is nearly full: make room, or give it a larger one');
  }
}

/** Plain http on more than this machine. */
export function isReadableOnTheWay({ http }: Pick<Config, 'http'>): boolean {
  return !http.publicUrl?.startsWith('https://') && !/^(127\.|localhost$|::1$)/.test(http.host);
}
