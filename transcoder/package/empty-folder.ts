import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes all that is in a folder, so that the same can be made there in another way. */
export async function emptyFolder(path: string): Promise<void> {
  for (const name of await readdir(path)) await rm(join(path, name), { recursive: true });
}
