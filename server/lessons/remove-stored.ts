import type { AppContext } from '../context.ts';
import { mayBeWanted } from '../operations/backup/backup-running.ts';

/**
 * Removes a file of the media store that no row names any more, at once; while a backup runs, whose snapshot
 * may name it, it is left to the sweep.
 */
export async function removeStored(
  parts: Pick<AppContext, 'database' | 'clock' | 'mediaStore'>,
  key: string,
): Promise<void> {
  if (!(await mayBeWanted(parts))) await parts.mediaStore.removeFile(key);
}
