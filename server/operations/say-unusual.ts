import type { Config } from '../config.ts';
import type { AppContext } from '../context.ts';
import { readDatabaseTime } from '../db/database-time.ts';
import { listUndurableSettings } from '../db/durability.ts';
import { checkMediaStore } from './check-media-store.ts';
import { type Disk, readDisks } from './system/read-disks.ts';

const clockToleranceMs = 5000;

/** A line for the operator, with its figures. */
export interface Unusual {
  text: string;
  details?: object;
}

/** What works but should not stay as it is; a line each, with what to do. */
export function findUnusual(
  { http, sandbox }: Pick<Config, 'http' | 'sandbox'>,
  clockOffMs: number,
  disks: readonly Pick<Disk, 'holds' | 'freeBytes' | 'level'>[],
  undurable: readonly string[],
): Unusual[] {
  const found: Unusual[] = [];
  if (isReadableOnTheWay({ http }))
    found.push({ text: 'passwords can be read on the way: put https in front and set PUBLIC_URL=https://…' });
  if (sandbox === 'none')
    found.push({
      text: 'MEDIA_SANDBOX=none: a hostile video could harm this machine. Install bubblewrap and unset it',
    });
  if (Math.abs(clockOffMs) > clockToleranceMs)
    found.push({
      text: 'this clock and the database’s differ: keep both in step, for instance with chrony',
      details: { seconds: Math.round(clockOffMs / 1000) },
    });
  if (undurable.length > 0)
    found.push({
      text: 'a power cut can lose what was saved: turn these settings of PostgreSQL on (postgresql.conf), restart it',
      details: { settings: undurable },
    });
  for (const { holds, freeBytes, level } of disks) {
    const details = { holds, freeBytes };
    if (level === 'full')
      found.push({
        text: 'the disk is full, uploads are refused: make room, or give it a larger one',
        details,
      });
    if (level === 'low')
      found.push({ text: 'the disk is nearly full: make room, or give it a larger one', details });
  }
  return found;
}

type Parts = Pick<
  AppContext,
  'config' | 'uploads' | 'database' | 'clock' | 'log' | 'mediaStore' | 'problems'
>;

/**
 * Says it once, at the start. Never rejects: what cannot be looked at is such a thing itself, and no reason to end
 * a library that serves.
 */
export async function sayUnusual(parts: Parts): Promise<void> {
  try {
    await look(parts);
  } catch (err) {
    parts.log.warn(
      { err },
      'clock and disks could not be looked at: see at /manage/system whether the database and the disks answer',
    );
  }
}

async function look(context: Parts): Promise<void> {
  const { config, database, log } = context;
  await checkMediaStore(context);
  const clockOffMs = Date.now() - Date.parse(await readDatabaseTime(database));
  const { disks } = await readDisks(context);
  const undurable = await listUndurableSettings(database);
  for (const { text, details = {} } of findUnusual(config, clockOffMs, disks, undurable))
    log.warn(details, text);
}

/** Plain http on more than this machine. */
export function isReadableOnTheWay({ http }: Pick<Config, 'http'>): boolean {
  return !http.publicUrl?.startsWith('https://') && !/^(127\.|localhost$|::1$)/.test(http.host);
}
