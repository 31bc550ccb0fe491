import type { Trx } from '../db/open-database.ts';
import type { JobKind } from './job.ts';
import type { FailureReason, JobOutcome, RunnableJob, StartedJob } from './job-queue.ts';

export interface JobWork<K extends JobKind> {
  job: RunnableJob<K>;
  /** Aborts when the lease is lost or the process has to end: stop, and leave nothing running. */
  signal: AbortSignal;
  /** 0–1; written about once a second. */
  progress(fraction: number): void;
  /** Reports why something was not written that is written again by itself. */
  missed(error: unknown): void;
  /** Reports what went otherwise than planned, and that it was made up for. */
  madeUpFor(error: unknown): void;
  /**
   * For what is written before the end: throws `LeaseLostError` in the caller's transaction when the
   * job is somebody else's by now.
   */
  fence(trx: Trx): Promise<void>;
}

/** Makes the work visible, in the transaction that settles the job; statements only. */
export interface Finish {
  (trx: Trx): Promise<void>;
  /** How the job is settled; as done when left out. */
  outcome?: Extract<JobOutcome, { result: 'done' | 'split' }>;
  /** Tidies up once that is committed; what goes wrong is reported, and changes nothing. */
  afterwards?(): Promise<void>;
}

/** How one kind of job is done. Everything may happen more than once. */
export interface JobHandler<K extends JobKind> {
  /** How many of this kind run at a time in this process. */
  concurrency: number;
  /**
   * Does the work. What the work finds out about its subject, a refusal too, is a result: it is written
   * by the returned function, and the job is done. Throwing `RetryLater` puts the job back; anything
   * else is tried once more at once, then the job fails.
   */
  run(work: JobWork<K>): Promise<Finish>;
  /** In the transaction that settles the job as failed: tells whoever waits for it. */
  failed(trx: Trx, job: StartedJob<K>, reason: FailureReason): Promise<void>;
  /** Tidies up once that is committed; what goes wrong is reported, and changes nothing. */
  afterFailure?(job: StartedJob<K>): Promise<void>;
  /** In the transaction that puts the job back after an error. */
  requeued?(trx: Trx, job: StartedJob<K>, error: unknown): Promise<void>;
}

export type JobHandlers = { [K in JobKind]?: JobHandler<K> };

/** What we cause ourselves (no room, no ffmpeg, no store): the job waits, and its attempts are not spent. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly delaySeconds: number;
  readonly countAttempt: boolean;

  constructor(message: string, options: { delaySeconds: number; countAttempt?: boolean } & ErrorOptions) {
    super(message, options);
    this.delaySeconds = options.delaySeconds;
    this.countAttempt = options.countAttempt ?? false;
  }
}

/** The reason of the signal when the process has to end. */
export class ShutdownError extends Error {
  override readonly name = 'ShutdownError';

  constructor() {
    super('The worker is shutting down.');
  }
}
