import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where what the client is built from lies; the lock file says which versions of libraries. */
const folders = ['client', 'server/contract'];
const singles = ['vite.config.ts', 'package-lock.json'];
/** Not part of what is built. */
const leftOut = /(^|\/)(e2e|test|bench|pictures)\/|\.test\.tsx?$/;

/** In either folder of what was built: the hash of what it was built from. */
export const builtFromFile = '.vite/built-from';

/**
 * A hash over the names and bytes of everything that the client is built from: unlike times of changes it is the
 * same wherever the sources are. Null where they are not, as in a package with the built client alone.
 */
export async function hashClientSources(from = root): Promise<string | null> {
  if (!existsSync(join(from, 'client/render.tsx'))) return null;
  const found = await Promise.all(folders.map((folder) => listFiles(from, folder)));
  const hash = createHash('sha256');
  const files = [...found.flat(), ...singles].filter((path) => !leftOut.test(path)).sort();
  const contents = await Promise.all(files.map((path) => readFile(join(from, path))));
  for (const [index, path] of files.entries()) {
    const bytes = contents[index] ?? Buffer.alloc(0);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

async function listFiles(from: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(from, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length).replace(/^\//, ''));
}
