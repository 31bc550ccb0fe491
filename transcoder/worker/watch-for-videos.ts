import { setTimeout as sleep } from 'node:timers/promises';
import { findNewestQueuedAt } from '../../server/db/jobs.ts';
import type { WorkerParts } from './worker-parts.ts';

/** A claim of every kind is a dozen statements and takes locks; this is one that reads. */
const everyMs = 100;

/**
 * Rings soon after a video has come, long before the queue would be asked again: whoever has just sent it waits to see
 * the beginning. Until `signal` aborts; a database that is away is the queue's to tell of.
 */
export async function watchForVideos(
  { database }: Pick<WorkerParts, 'database'>,
  ring: () => void,
  signal: AbortSignal,
): Promise<void> {
  let known: string | null = null;
  while (!signal.aborted) {
    const newest = await findNewestQueuedAt(database.db, 'transcode').catch(() => known);
    if (newest !== null && newest !== known) ring();
    known = newest;
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
