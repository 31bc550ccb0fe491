import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names the file in use; it is replaced in one step, so that a process sees the old index or the new one. */
const pointerName = 'current';
/** A file that nothing names is another process's build, unless it has not changed for so long (ms). */
const buildPatience = 24 * 3600 * 1000;

/** The folder of the embedded engine: several index files, of which one is in use. Several processes may share it. */
export interface IndexFolder {
  /** The file in use; null where there is none. */
  current(): Promise<string | null>;
  /** The path of a new file. */
  newFile(): string;
  /** Puts a file into use and removes the one before. */
  use(path: string): Promise<void>;
  /** Removes an index file and what SQLite keeps beside it. */
  remove(path: string): Promise<void>;
}

export async function openIndexFolder(folder: string): Promise<IndexFolder> {
  await mkdir(folder, { recursive: true });
  const pointer = join(folder, pointerName);

  async function named(): Promise<string | null> {
    try {
      return join(folder, await readFile(pointer, 'utf8'));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  const opened: IndexFolder = {
    async current() {
      const path = await named();
      return path !== null && (await changedAt(path)) !== null ? path : null;
    },
    newFile: () => join(folder, `lessons-${randomUUID()}.sqlite`),
    async use(path) {
      const before = await named();
      await writeFile(`${pointer}.new`, path.slice(folder.length + 1), { flush: true });
      await rename(`${pointer}.new`, pointer);
      if (before !== null && before !== path) await opened.remove(before);
    },
    async remove(path) {
      for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
    },
  };

  const inUse = await named();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.endsWith('.sqlite') || path === inUse) continue;
    if (Date.now() - ((await changedAt(path)) ?? 0) > buildPatience) await opened.remove(path);
  }
  return opened;
}

async function changedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
