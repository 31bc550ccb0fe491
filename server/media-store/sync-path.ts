import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Puts a file's bytes, or a folder's list of names, on disk: a rename is durable once its folder is. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder with those above it, each on disk before this resolves. */
export async function makeSyncedFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncPath(made);
  await syncPath(dirname(first));
}
