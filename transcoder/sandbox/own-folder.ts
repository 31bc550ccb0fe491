import { lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';

/** Gives a folder and the folders in it to another user, so that a program without rights can write there. */
export async function giveFolders(folder: string, user: number): Promise<void> {
  await lchown(folder, user, user);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await giveFolders(join(folder, entry.name), user);
  }
}

/**
 * Takes everything in a folder back after a sandboxed program wrote there. Refuses anything but plain
 * files and folders: a link planted by a hijacked decoder would make us publish what it points to.
 */
export async function takeBack(folder: string, owner: { uid: number; gid: number } | null): Promise<void> {
  if (owner) await lchown(folder, owner.uid, owner.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await takeBack(path, owner);
    else if (!entry.isFile())
      throw new VerificationError(`the sandbox left something that is no file: ${entry.name}`);
    else if (owner) await lchown(path, owner.uid, owner.gid);
  }
}
