import { chmod, cp, mkdtemp, open, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MediaNotFoundError, type MediaStore } from './media-store.ts';
import { parseKey, workFolder } from './store-key.ts';
import { makeSyncedFolder, syncPath } from './sync-path.ts';

/** Something else is already stored under that key. */
export class MediaConflictError extends Error {
  override readonly name = 'MediaConflictError';

  constructor(key: string) {
    super(`something of another size is already stored under ${key}`);
  }
}

const day = 24 * 3600 * 1000;

export interface LocalMediaStoreOptions {
  /** Work that nothing was written to for this long belongs to nobody any more, ms; a day when left out. */
  workAge?: number;
}

/**
 * A folder as media store. Everything becomes visible by one rename, after its bytes are on disk; the
 * name is on disk before the promise resolves.
 */
export async function openLocalMediaStore(
  folder: string,
  { workAge = day }: LocalMediaStoreOptions = {},
): Promise<MediaStore> {
  const work = join(folder, workFolder);
  await makeSyncedFolder(work);
  await sweepWork(work, Date.now() - workAge);

  const locate = (key: string) => join(folder, ...parseKey(key));
  const makeWork = async (name: string) => {
    const made = await mkdtemp(join(work, `${name}-`));
    // mkdtemp makes it private; what ends up in the store is read by other users too (sandbox, nginx).
    await chmod(made, 0o755);
    return made;
  };

  async function put(key: string, source: string, sync: (path: string) => Promise<void>): Promise<void> {
    const target = locate(key);
    const there = await measure(target);
    if (there !== null) {
      if (there !== (await measure(source))) throw new MediaConflictError(key);
      await rm(source, { recursive: true });
      return;
    }
    await sync(source);
    await makeSyncedFolder(dirname(target));
    try {
      await rename(source, target);
    } catch (error) {
      if (!hasCode(error, 'EXDEV')) throw error;
      const moved = join(await makeWork('moved'), basename(target));
      await cp(source, moved, { recursive: true });
      await sync(moved);
      await rename(moved, target);
      await rm(dirname(moved), { recursive: true });
      await rm(source, { recursive: true });
    }
    await syncPath(dirname(target));
  }

  return {
    putFile: (key, file) => put(key, file, syncPath),
    putFolder: (prefix, source) => put(prefix, source, syncTree),

    async stat(key) {
      const found = await statOrNull(locate(key));
      return found?.isFile() ? { bytes: found.size, modifiedAt: found.mtime } : null;
    },

    async read(key, range, signal) {
      const path = locate(key);
      const handle = await open(path, 'r').catch((cause) => {
        throw isAbsent(cause) ? new MediaNotFoundError(key, { cause }) : cause;
      });
      if (!(await handle.stat()).isFile()) {
        await handle.close();
        throw new MediaNotFoundError(key);
      }
      if (signal?.aborted) {
        await handle.close();
        // A stream made now would fail before anybody can listen to it, which ends the process.
        throw signal.reason;
      }
      return handle.createReadStream({ ...range, signal });
    },

    async withLocalFile(key, use) {
      const path = locate(key);
      if (!(await statOrNull(path))?.isFile()) throw new MediaNotFoundError(key);
      return use(path);
    },

    async list(prefix) {
      try {
        return await readdir(locate(prefix));
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },

    async removeFile(key) {
      await unlink(locate(key)).catch(ignoreAbsent);
    },

    async removeFolder(prefix) {
      const removed = await makeWork('removed');
      // Gone at once, however long it takes to free its files.
      await rename(locate(prefix), join(removed, 'folder')).catch(ignoreAbsent);
      await rm(removed, { recursive: true });
    },

    async moveOut(key, path) {
      try {
        await rename(locate(key), path);
        return true;
      } catch (error) {
        if (isAbsent(error) && (await statOrNull(dirname(path)))) return false;
        throw error;
      }
    },

    async makeWorkFolder(name) {
      return makeWork(parseName(name));
    },

    async removeWorkFolders(name) {
      const prefix = `${parseName(name)}-`;
      for (const found of (await readdir(work)).filter((one) => one.startsWith(prefix))) {
        const removed = await makeWork('removed');
        // Gone at once, whatever is written into it meanwhile.
        await rename(join(work, found), join(removed, 'folder')).catch(ignoreAbsent);
        await rm(removed, { recursive: true });
      }
    },

    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

function parseName(name: string): string {
  const [only, ...more] = parseKey(name);
  if (more.length > 0) throw new Error(`not the name of one folder: ${name}`);
  return only;
}

/** Bytes of a file, or of all files in a folder; null when nothing is there. */
async function measure(path: string): Promise<number | null> {
  const found = await statOrNull(path);
  if (!found?.isDirectory()) return found?.size ?? null;
  let bytes = 0;
  for (const name of await readdir(path)) bytes += (await measure(join(path, name))) ?? 0;
  return bytes;
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(path) : syncPath(path));
  }
  await syncPath(folder);
}

/** A killed program leaves its work; a living one, of which there may be several, goes on writing to it. */
async function sweepWork(work: string, before: number): Promise<void> {
  for (const name of await readdir(work)) {
    const path = join(work, name);
    if ((await lastChange(path)) < before) await rm(path, { recursive: true, force: true });
  }
}

async function lastChange(path: string): Promise<number> {
  const found = await statOrNull(path);
  if (!found) return Number.POSITIVE_INFINITY;
  let last = found.mtimeMs;
  if (!found.isDirectory()) return last;
  for (const name of await readdir(path)) {
    const change = await lastChange(join(path, name));
    if (Number.isFinite(change)) last = Math.max(last, change);
  }
  return last;
}

async function statOrNull(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function ignoreAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}

function isAbsent(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
