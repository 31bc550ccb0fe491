import type { Trx } from '../db/open-database.ts';
import type { JobKind, JobPayload } from './job.ts';

/** A job may be started this often without being settled; the next start only reports it. */
export const maxStarts = 10;

export interface NewJob<K extends JobKind> {
  kind: K;
  /** What it is about, usually a lesson's id. */
  subjectId: string;
  payload: JobPayload<K>;
  /** Whose work it is, usually a teacher's id: fairness is between groups. */
  groupId?: string;
  /** Higher goes first; 0 when left out. */
  priority?: number;
  /** Not before so many seconds have passed, by the database's clock; at once when left out. */
  delaySeconds?: number;
}

/** What another worker can do of a job at the same time. Subject, group and priority are those of the whole. */
export interface NewPart<K extends JobKind = JobKind> {
  kind: K;
  payload: JobPayload<K>;
}

/** The right to work on a job, and to settle it, until somebody else claims it. */
export interface Lease {
  readonly id: string;
  readonly kind: JobKind;
  /** New at every claim; opaque. */
  readonly token: string;
}

/** One start of a job. */
export interface StartedJob<K extends JobKind = JobKind> extends Lease {
  readonly kind: K;
  readonly subjectId: string;
  readonly groupId: string | null;
  /** The job that goes on once this one and its other parts are done; null for one that is whole. */
  readonly partOf: string | null;
  /** Counted at every claim, this one included; a release, or waiting, takes it back. */
  readonly starts: number;
  /** How often the work itself has failed before. */
  readonly attempts: number;
}

export interface RunnableJob<K extends JobKind = JobKind> extends StartedJob<K> {
  readonly state: 'runnable';
  readonly payload: JobPayload<K>;
}

/** Why a job ends as failed. */
export interface FailureReason {
  /**
   * `interrupted`: started `maxStarts` times, and the process died each time.
   * `unreadable`: the stored payload is not what the kind expects.
   * `error`: the work failed twice.
   */
  code: 'interrupted' | 'unreadable' | 'error';
  /** For the operator's page and the log. */
  text: string;
}

/** A claimed job that must not be started: its holder only settles it as failed. */
export interface BrokenJob<K extends JobKind = JobKind> extends StartedJob<K> {
  readonly state: 'broken';
  readonly reason: FailureReason;
}

export type ClaimedJob = RunnableJob | BrokenJob;

export type JobOutcome =
  /** `made`: what a part hands on to its whole, which finds it in `listParts`; stored as JSON. */
  | { result: 'done'; made?: unknown }
  /**
   * The parts are done first, by whoever is free. When the last one is done the job is due again, its starts and
   * attempts counted afresh; `listParts` answers what they have made until it is split again or begun afresh. One
   * that fails for good fails the job with its error, and the others are dropped, also those that run. `made`: what
   * the job hands on to its parts and to itself; stored as JSON.
   */
  | { result: 'split'; parts: readonly NewPart[]; made?: unknown }
  /**
   * At once without `delaySeconds`. `countAttempt`: the work failed; otherwise it only waits for something, and
   * neither the attempt nor the start is counted.
   */
  | { result: 'retry'; delaySeconds?: number; error: string; countAttempt: boolean }
  | { result: 'failed'; error: string };

/**
 * Jobs that survive the process: at least once, with a lease per start.
 *
 * A holder keeps its lease by heartbeats; a job whose holder is silent for longer than the lease goes
 * to the next claim, whatever the clocks of the machines say. What a former holder still does is harmless, because settling is fenced: it
 * throws in the transaction that would have made the work visible.
 */
export interface JobQueue {
  /** How long a silent holder keeps a job. */
  readonly leaseSeconds: number;

  start(): Promise<void>;
  close(): Promise<void>;

  /** In the caller's transaction: the job appears or vanishes with it. Returns the job's id. */
  enqueue<K extends JobKind>(trx: Trx, job: NewJob<K>): Promise<string>;

  /**
   * Claims the next job that is due: of the first of `kinds` that has one, the highest priority, then
   * the groups in turn (`plan-turn.ts`), then the oldest. Null when there is none.
   */
  claim(kinds: readonly JobKind[], worker: string): Promise<ClaimedJob | null>;

  /** Extends the lease and shows progress (0–1). False: the lease is lost; stop and discard. */
  heartbeat(lease: Lease, progress?: number): Promise<boolean>;

  /**
   * Extends the lease in the caller's transaction, for what a job writes before its end.
   *
   * Throws `LeaseLostError`, so that the caller's transaction rolls back.
   */
  fence(trx: Trx, lease: Lease): Promise<void>;

  /**
   * Ends this start in the caller's transaction.
   *
   * Throws `LeaseLostError`, so that the caller's transaction rolls back, when the job is no longer
   * this holder's.
   */
  settle(trx: Trx, lease: Lease, outcome: JobOutcome): Promise<void>;

  /** Puts the job back, due at once, this start not counted. Does nothing when the lease is lost. */
  release(lease: Lease): Promise<void>;
  /**
   * Puts back at once, their starts counted, the jobs whose holders (the `worker` of their claims) are
   * known to be dead, rather than waiting for their leases to run out. Answers how many.
   */
  reclaim(isDead: (worker: string) => boolean): Promise<number>;

  /**
   * Begins a failed or waiting job afresh (no starts, no attempts, no parts), due at once, in the caller's
   * transaction; of one that waits for its parts those that wait. False when there is no such job, or it is
   * running or done.
   */
  retry(trx: Trx, jobId: string): Promise<boolean>;
}

/** Somebody else holds the job now; what was made for it is to be thrown away. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(lease: Lease, options?: ErrorOptions) {
    super(`The lease on ${lease.kind} job ${lease.id} is lost.`, options);
  }
}
