import { lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';

/** Folders that programs write in at this moment. */
const lent = new Map<string, { holders: number; changed: Promise<void> }>();

/**
 * Runs something that writes in a folder, as a program without rights where `user` is one (a number; null: it stays
 * ours), and takes everything in it back. Several may write in one folder at the same time: it is given to the first,
 * and what all have left is looked at when the last has ended, while none can change it any more.
 */
export async function lendFolder<Result>(
  folder: string,
  user: number | null,
  use: () => Promise<Result>,
): Promise<Result> {
  const loan = lent.get(folder) ?? { holders: 0, changed: Promise.resolve() };
  lent.set(folder, loan);
  loan.holders += 1;
  // Behind a taking back that is under way.
  if (loan.holders === 1 && user !== null) loan.changed = loan.changed.then(() => giveFolders(folder, user));
  try {
    await loan.changed;
    return await use();
  } finally {
    loan.holders -= 1;
    if (loan.holders === 0) {
      const back = takeBack(folder, user === null ? null : { uid: 0, gid: 0 });
      loan.changed = back.catch(() => {});
      await back.finally(() => {
        if (loan.holders === 0) lent.delete(folder);
      });
    }
  }
}

/** Gives a folder and the folders in it to another user, so that a program without rights can write there. */
async function giveFolders(folder: string, user: number): Promise<void> {
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
