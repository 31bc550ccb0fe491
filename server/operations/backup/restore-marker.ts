import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeSyncedFolder, syncPath } from '../../media-store/sync-path.ts';
import { OperatorError } from '../operator-error.ts';

/** Stands in a data folder while a backup is being restored into it. */
const Marker = z
  .object({
    /** Which backup: of which library, and its name. */
    library: z.string(),
    name: z.string(),
    /** The id that the restored library has in the end: the same one (also in markers without it), or a copy's own. */
    becomes: z.string().optional(),
  })
  .transform(({ becomes, ...marker }) => ({ ...marker, becomes: becomes ?? marker.library }));
export type RestoreMarker = z.infer<typeof Marker>;

const markerName = 'restoring.json';

/** Null when no restore was begun here, or it came to its end. */
export async function readMarker(dataFolder: string): Promise<RestoreMarker | null> {
  try {
    return Marker.parse(JSON.parse(await readFile(join(dataFolder, markerName), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function writeMarker(dataFolder: string, marker: RestoreMarker): Promise<void> {
  await makeSyncedFolder(dataFolder);
  const file = join(dataFolder, markerName);
  await writeFile(`${file}.new`, JSON.stringify(marker), { flush: true });
  await rename(`${file}.new`, file);
  await syncPath(dataFolder);
}

export async function removeMarker(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, markerName), { force: true });
  await syncPath(dataFolder);
}

/** Throws `OperatorError` in a data folder that a restore has not finished with. */
export async function requireNoRestore(dataFolder: string): Promise<void> {
  const marker = await readMarker(dataFolder);
  if (marker) {
    throw new OperatorError(
      `从备份 ${marker.name} 恢复还没有完成。请用同样的参数再运行一次 npm run restore，它会接着做。`,
    );
  }
}
