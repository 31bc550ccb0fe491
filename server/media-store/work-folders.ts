import { chmod, mkdtemp, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreAbsent, isAbsent } from './file-errors.ts';
import { parseKey, workFolder } from './store-key.ts';
import { makeSyncedFolder } from './sync-path.ts';

/** Folders of this machine for work in progress, below `work` of the media store's local folder. */
export interface WorkFolders {
  /** An empty one that everybody can read; its name begins with `name`. */
  make(name: string): Promise<string>;
  /** Removes all of that name, at once, whatever is written into them meanwhile. */
  remove(name: string): Promise<void>;
  /** Bytes that can still be written to this disk. */
  freeBytes(): Promise<number>;
}

const day = 24 * 3600 * 1000;

export interface WorkFolderOptions {
  /** Work that nothing was written to for this long belongs to nobody any more, ms; a day when left out. */
  workAge?: number;
}

/** Makes the place of the work folders and sweeps it. */
export async function openWorkFolders(
  folder: string,
  { workAge = day }: WorkFolderOptions = {},
): Promise<WorkFolders> {
  const work = join(folder, workFolder);
  await makeSyncedFolder(work);

  async function make(name: string): Promise<string> {
    const made = await mkdtemp(join(work, `${parseName(name)}-`));
    // mkdtemp makes it private; what ends up in the store is read by other users too (sandbox, nginx).
    await chmod(made, 0o755);
    return made;
  }

  await sweep(work, Date.now() - workAge);
  return {
    make,
    async remove(name) {
      const prefix = `${parseName(name)}-`;
      for (const found of (await readdir(work)).filter((one) => one.startsWith(prefix))) {
        const removed = await make('removed');
        await rename(join(work, found), join(removed, 'folder')).catch(ignoreAbsent);
        await rm(removed, { recursive: true });
      }
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(work);
      return bavail * bsize;
    },
  };
}

/** A killed program leaves its work; a living one, of which there may be several, goes on writing to it. */
async function sweep(work: string, before: number): Promise<void> {
  for (const name of await readdir(work)) {
    const path = join(work, name);
    if ((await lastChange(path)) < before) await rm(path, { recursive: true, force: true });
  }
}

/** Throws `InvalidKeyError` for what is not the name of one folder. */
function parseName(name: string): string {
  const [only, ...more] = parseKey(name);
  if (more.length > 0) throw new Error(`not the name of one folder: ${name}`);
  return only;
}

/** When anything in a file or folder was last written, ms; infinite when it is gone. */
async function lastChange(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (!found) return Number.POSITIVE_INFINITY;
  let last = found.mtimeMs;
  if (!found.isDirectory()) return last;
  for (const name of await readdir(path)) {
    const change = await lastChange(join(path, name));
    if (Number.isFinite(change)) last = Math.max(last, change);
  }
  return last;
}
