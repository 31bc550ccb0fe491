import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind } from '../../server/jobs/job.ts';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { NotWantedError } from './follow-progress.ts';

/** Between two questions: a program that runs for hours may go on for so long in vain. */
const everyMs = 5000;

export interface Watched extends AsyncDisposable {
  /** Aborts with the work, and with a NotWantedError once it is not wanted any more. */
  readonly signal: AbortSignal;
}

/** For work that shows no progress on the way, by which it would find out that nobody waits for it. */
export function stopWhenUnwanted(
  work: Pick<JobWork<JobKind>, 'signal' | 'missed'>,
  isWanted: () => Promise<boolean>,
): Watched {
  const stop = new AbortController();
  const end = new AbortController();

  async function watch(): Promise<void> {
    while (!end.signal.aborted) {
      await sleep(everyMs, undefined, { signal: end.signal }).catch(() => {});
      if (end.signal.aborted) return;
      try {
        if (!(await isWanted())) return stop.abort(new NotWantedError());
      } catch (error) {
        // Asked again; the heartbeat finds out whether the work can go on.
        work.missed(error);
      }
    }
  }

  const watching = watch();
  return {
    signal: AbortSignal.any([work.signal, stop.signal]),
    async [Symbol.asyncDispose]() {
      end.abort();
      await watching;
    },
  };
}
