import { setTimeout as sleep } from 'node:timers/promises';
import { type JobKind, jobKinds } from './job.ts';
import { type JobHandlers, ShutdownError } from './job-handler.ts';
import type { BrokenJob, ClaimedJob, RunnableJob } from './job-queue.ts';
import { type JobContext, runClaim } from './run-claim.ts';

export interface RunJobsOptions extends JobContext {
  /** The kinds that this process does, with how. */
  handlers: JobHandlers;
  /** Names this process on the operator's page. */
  worker: string;
  /** Aborts when the process has to end. */
  signal: AbortSignal;
  pollSeconds?: number;
  /** How long running jobs may go on after the abort before they are stopped and released. */
  drainSeconds?: number;
  /** How long a stopped job may take to end before it is released without it. */
  graceSeconds?: number;
}

export interface JobRunner {
  /** Looks for jobs at once; for after an enqueue in the same process has been committed. */
  nudge(): void;
  /** After `signal` aborts: fulfilled when every job has ended or been released. Never rejects. */
  readonly stopped: Promise<void>;
}

/**
 * Claims jobs and does them until `signal` aborts: at most `concurrency` of a kind at a time, looking
 * every `pollSeconds` (1) and whenever it is nudged or a job has ended.
 */
export function runJobs(options: RunJobsOptions): JobRunner {
  const { queue, handlers, worker, signal, report } = options;
  const { pollSeconds = 1, drainSeconds = 25, graceSeconds = 5 } = options;
  const stop = new AbortController();
  const running = new Map<ClaimedJob, Promise<void>>();
  const bell = createBell();
  signal.addEventListener('abort', bell.ring, { once: true });

  function freeKinds(): JobKind[] {
    return jobKinds.filter((kind) => {
      const busy = [...running.keys()].filter((job) => job.kind === kind).length;
      return busy < (handlers[kind]?.concurrency ?? 0);
    });
  }

  function start<K extends JobKind>(job: RunnableJob<K> | BrokenJob<K>): void {
    const handler = handlers[job.kind];
    if (!handler) throw new Error(`A ${job.kind} job was claimed that nobody here does.`);
    const end = runClaim(job, handler, stop.signal, options).finally(() => {
      running.delete(job);
      bell.ring();
    });
    running.set(job, end);
  }

  let unreachable = false;

  async function claimNext(): Promise<ClaimedJob | null> {
    const kinds = freeKinds();
    if (kinds.length === 0) return null;
    try {
      const job = await queue.claim(kinds, worker);
      if (unreachable) report({ event: 'claims-again', error: null });
      unreachable = false;
      return job;
    } catch (error) {
      report({ event: 'claim-failed', error });
      unreachable = true;
      return null;
    }
  }

  async function release(job: ClaimedJob, error: Error): Promise<void> {
    try {
      await queue.release(job);
      report({ event: 'released', job, error });
    } catch (cause) {
      report({ event: 'unsettled', job, error: cause });
    }
  }

  async function drain(): Promise<void> {
    await within(drainSeconds, [...running.values()]);
    stop.abort(new ShutdownError());
    await within(graceSeconds, [...running.values()]);
    const overdue = new Error('The job did not end when it was told to.');
    for (const job of running.keys()) await release(job, overdue);
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      const job = await claimNext();
      if (!job) await bell.wait(pollSeconds);
      else if (signal.aborted) await release(job, new ShutdownError());
      else start(job);
    }
    await drain();
  }

  return { nudge: bell.ring, stopped: loop() };
}

/** A ring that nobody waits for is kept for the next who does. */
function createBell() {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(seconds: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, seconds * 1000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}

async function within(seconds: number, work: Promise<void>[]): Promise<void> {
  const done = new AbortController();
  const timer = sleep(seconds * 1000, undefined, { signal: done.signal }).catch(() => {});
  await Promise.race([Promise.all(work), timer]);
  done.abort();
}
