import { randomUUID } from 'node:crypto';
import { cp, open, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasCode, ignoreAbsent, isAbsent } from './file-errors.ts';
import {
  blamedStore,
  MediaConflictError,
  MediaNotFoundError,
  type MediaStore,
  MediaStoreUnavailableError,
} from './media-store.ts';
import { parseKey } from './store-key.ts';
import { makeSyncedFolder, syncPath } from './sync-path.ts';
import { openWorkFolders, type WorkFolderOptions } from './work-folders.ts';

/**
 * A folder as media store. Everything becomes visible by one rename, after its bytes are on disk; the
 * name is on disk before the promise resolves.
 */
export async function openLocalMediaStore(
  folder: string,
  options: WorkFolderOptions = {},
): Promise<MediaStore> {
  const work = await openWorkFolders(folder, options);
  const locate = (key: string) => join(folder, ...parseKey(key));

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
      const moved = join(await work.make('moved'), basename(target));
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

    async lastChange(prefix) {
      const newest = await findNewest(locate(prefix));
      return newest === null ? null : new Date(newest);
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

    async withPartsOfFile(key, use) {
      const path = locate(key);
      const found = await statOrNull(path);
      if (!found?.isFile()) throw new MediaNotFoundError(key);
      return use({ path, bytes: found.size, whole: true, fetch: async () => {} });
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
      const removed = await work.make('removed');
      // Gone at once, however long it takes to free its files.
      await rename(locate(prefix), join(removed, 'folder')).catch(ignoreAbsent);
      await rm(removed, { recursive: true });
    },

    makeWorkFolder: (name) => work.make(name),
    removeWorkFolders: (name) => work.remove(name),

    async removeFenced(key, fence) {
      const there = locate(key);
      try {
        // Gone at once, and freed with the work folder.
        await rename(there, join(fence, randomUUID()));
        return true;
      } catch (error) {
        if (isAbsent(error) && (await statOrNull(fence))) return false;
        throw error;
      }
    },

    // What is cut off here stays in a work folder, and these are swept at start.
    async removeAbandoned() {},
    freeBytes: () => work.freeBytes(),
    storableBytes: () => work.freeBytes(),

    async check() {
      await statfs(folder).catch(({ message }: Error) => {
        throw new MediaStoreUnavailableError(
          'unreachable',
          `${blamedStore}${folder} cannot be looked into: see whether its disk is there and mounted (${message})`,
        );
      });
    },
  };
}

/** Bytes of a file, or of all files in a folder; null when nothing is there. */
async function measure(path: string): Promise<number | null> {
  const found = await statOrNull(path);
  if (!found?.isDirectory()) return found?.size ?? null;
  let bytes = 0;
  for (const name of await readdir(path)) bytes += (await measure(join(path, name))) ?? 0;
  return bytes;
}

/** When the newest file in a folder was written, ms. */
async function findNewest(path: string): Promise<number | null> {
  const found = await statOrNull(path);
  if (!found?.isDirectory()) return found?.mtimeMs ?? null;
  let newest: number | null = null;
  for (const name of await readdir(path))
    newest = Math.max(newest ?? 0, (await findNewest(join(path, name))) ?? 0) || null;
  return newest;
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(path) : syncPath(path));
  }
  await syncPath(folder);
}

async function statOrNull(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
