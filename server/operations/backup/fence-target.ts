import type { BackupTarget } from './backup-target.ts';

// A process can stand still at any moment, also between seeing that it is the backup that runs and acting on
// it. So what makes a backup appear, and what makes files disappear, are renames out of and into a work folder
// that was made before that look; whoever takes over removes these folders first, and the renames fail. An S3 store
// has no renames: there a mark that stands for the folder is looked for before each such request.

/** Of the snapshot that becomes a backup. */
export const snapshotWork = 'backup-snapshot';
/** Of what is removed. */
export const pruneWork = 'backup-prune';

/** From now on no backup that began earlier adds one to the target, or takes a file out of it. */
export async function fenceTarget({ store }: BackupTarget): Promise<void> {
  for (const name of [snapshotWork, pruneWork]) await store.removeWorkFolders(name);
}
