import { setTimeout as sleep } from 'node:timers/promises';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { MediaStoreUnavailableError } from '../../server/media-store/media-store.ts';

/** Milliseconds. */
interface Patience {
  first: number;
  most: number;
  all: number;
}

const hour: Patience = { first: 1000, most: 30_000, all: 3600_000 };

/**
 * Stores what took long to make: a store that is away for a while shall not cost the work once more. Throws
 * `MediaStoreUnavailableError` when it has not come back within an hour, and the signal's reason.
 */
export async function storePatiently(
  { signal, missed }: Pick<JobWork<'transcode'>, 'signal' | 'missed'>,
  store: () => Promise<void>,
  { first, most, all }: Patience = hour,
): Promise<void> {
  const giveUpAt = performance.now() + all;
  for (let pause = first; ; pause = Math.min(pause * 2, most)) {
    try {
      return await store();
    } catch (error) {
      if (!(error instanceof MediaStoreUnavailableError) || performance.now() + pause > giveUpAt) throw error;
      missed(error);
    }
    await sleep(pause, undefined, { signal });
  }
}
