import { stat, statfs } from 'node:fs/promises';
import type { AppContext } from '../../context.ts';
import type { SystemStatus } from '../../contract/system.ts';
import { listActiveUploads } from '../../db/uploads.ts';
import { reservedBytes } from '../../uploads/plan-creation.ts';

export type Disk = SystemStatus['disks'][number];

const GiB = 1024 ** 3;
/** Whoever keeps a library should look for a larger disk below this, or below a tenth of a small one. */
const lowBytes = 50 * GiB;

/** Enough; so little that somebody should act; so little that uploads are refused. */
export function judgeDisk(freeBytes: number, totalBytes: number, keepFreeBytes: number): Disk['level'] {
  if (freeBytes < keepFreeBytes) return 'full';
  return freeBytes < Math.min(lowBytes, totalBytes / 10) ? 'low' : 'fine';
}

/** The disks under the data folder and the media store, one if they are the same, and what uploads will need. */
export async function readDisks({
  config,
  uploads: { limits },
  database,
  clock,
}: Pick<AppContext, 'config' | 'uploads' | 'database' | 'clock'>): Promise<
  Pick<SystemStatus, 'disks' | 'uploads'>
> {
  const since = new Date(clock.now().getTime() - limits.idleAfter).toISOString();
  const active = await listActiveUploads(database.db, since);
  const reserved = reservedBytes(active, limits.maxOpen);
  const { folder: media, kind } = config.mediaStore;
  const [dataDevice, mediaDevice] = await Promise.all([stat(config.dataFolder), stat(media)]);
  const read = async (folder: string, holds: Disk['holds']): Promise<Disk> => {
    const { bavail, blocks, bsize } = await statfs(folder);
    const [freeBytes, totalBytes] = [bavail * bsize, blocks * bsize];
    const left = folder === media ? freeBytes - reserved : freeBytes;
    return { holds, freeBytes, totalBytes, level: judgeDisk(left, totalBytes, limits.keepFreeBytes) };
  };
  const together: Disk['holds'] = kind === 's3' ? ['data'] : ['data', 'media'];
  const disks =
    dataDevice.dev === mediaDevice.dev
      ? [await read(media, together)]
      : await Promise.all([read(config.dataFolder, ['data']), read(media, ['media'])]);
  return { disks, uploads: { open: active.length, reservedBytes: reserved } };
}
