import { writeMediaProgress } from '../../server/db/lessons.ts';
import type { Trx } from '../../server/db/open-database.ts';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { LeaseLostError } from '../../server/jobs/job-queue.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import type { TranscodeProgress } from '../transcode.ts';
import type { WorkerParts } from './worker-parts.ts';

/** The lesson was deleted or has another file by now: what is being made is for nobody. */
export class NotWantedError extends Error {
  override readonly name = 'NotWantedError';
}

export interface FollowedProgress {
  /** Aborts with the work, and with a NotWantedError once the lesson wants another file. */
  readonly signal: AbortSignal;
  show(progress: TranscodeProgress): void;
  /** Resolves when nothing is being written any more. */
  [Symbol.asyncDispose](): Promise<void>;
}

const everyMs = 1000;

type Gauged = Pick<TranscodeProgress, 'fraction' | 'secondsLeft'>;

/**
 * Shows on the lesson, at most once a second, how far its video is: as far as the work, or as what `gauge` makes of that
 * where it is a part of the whole.
 */
export function followProgress(
  { database }: Pick<WorkerParts, 'database'>,
  work: Pick<JobWork<'transcode'>, 'signal' | 'progress' | 'missed' | 'fence'>,
  about: MediaJob,
  gauge: (trx: Trx, progress: TranscodeProgress) => Promise<Gauged> = async (_trx, progress) => progress,
): FollowedProgress {
  const stop = new AbortController();
  let writing: Promise<void> | undefined;
  let nextAt = 0;

  async function write(progress: TranscodeProgress): Promise<void> {
    try {
      const wanted = await database.transaction(async (trx) => {
        await work.fence(trx);
        const { fraction, secondsLeft } = await gauge(trx, progress);
        return writeMediaProgress(trx, about, fraction, secondsLeft ?? null);
      });
      if (!wanted) stop.abort(new NotWantedError());
    } catch (error) {
      if (error instanceof LeaseLostError) stop.abort(error);
      // One figure is missing; the heartbeat finds out whether more will be.
      else work.missed(error);
    }
  }

  return {
    signal: AbortSignal.any([work.signal, stop.signal]),
    show(progress) {
      work.progress(progress.fraction);
      if (writing || performance.now() < nextAt) return;
      nextAt = performance.now() + everyMs;
      writing = write(progress).finally(() => {
        writing = undefined;
      });
    },
    async [Symbol.asyncDispose]() {
      await writing;
    },
  };
}
