import type { Database } from '../db/open-database.ts';
import { holdLease } from './hold-lease.ts';
import type { JobKind } from './job.ts';
import type { JobHandler } from './job-handler.ts';
import {
  type BrokenJob,
  type FailureReason,
  type JobQueue,
  LeaseLostError,
  type RunnableJob,
  type StartedJob,
} from './job-queue.ts';
import { planFailure } from './plan-failure.ts';

/** What the log should say of a job that did not go through, or not as it should. */
export interface JobProblem {
  event:
    | 'claim-failed'
    | 'claims-again'
    | 'retried'
    | 'failed'
    | 'released'
    | 'lease-lost'
    | 'unsettled'
    /** A heartbeat or a figure of progress, which comes again by itself, was not written. */
    | 'sign-missed'
    /** What it left could not be removed; a sweep finds it. */
    | 'untidied'
    /** It takes longer than planned. */
    | 'made-up-for';
  job?: StartedJob;
  error: unknown;
}

export interface JobContext {
  queue: JobQueue;
  database: Database;
  report: (problem: JobProblem) => void;
}

/**
 * Does one claimed job and settles it, whatever happens. Never rejects: what cannot be settled is
 * reported, and comes back when its lease has run out.
 */
export async function runClaim<K extends JobKind>(
  job: RunnableJob<K> | BrokenJob<K>,
  handler: JobHandler<K>,
  stop: AbortSignal,
  context: JobContext,
): Promise<void> {
  try {
    if (job.state === 'broken') await fail(job, handler, job.reason, context);
    else await runJob(job, handler, stop, context);
  } catch (error) {
    const event = error instanceof LeaseLostError ? 'lease-lost' : 'unsettled';
    context.report({ event, job, error });
  }
}

async function runJob<K extends JobKind>(
  job: RunnableJob<K>,
  handler: JobHandler<K>,
  stop: AbortSignal,
  context: JobContext,
): Promise<void> {
  const { queue, database, report } = context;
  const missed = (error: unknown) => report({ event: 'sign-missed', job, error });
  const lease = holdLease(queue, job, missed);
  try {
    const finish = await handler.run({
      job,
      signal: AbortSignal.any([lease.lost, stop]),
      progress: lease.progress,
      missed,
      madeUpFor: (error) => report({ event: 'made-up-for', job, error }),
      fence: (trx) => queue.fence(trx, job),
    });
    await database.transaction(async (trx) => {
      await queue.settle(trx, job, finish.outcome ?? { result: 'done' });
      await finish(trx);
    });
    await finish.afterwards?.().catch((error) => report({ event: 'untidied', job, error }));
  } catch (error) {
    const leaseLost = lease.lost.aborted;
    await endAfterError(job, handler, { error, leaseLost, stopping: stop.aborted }, context);
  } finally {
    lease.letGo();
  }
}

async function endAfterError<K extends JobKind>(
  job: RunnableJob<K>,
  handler: JobHandler<K>,
  how: { error: unknown; leaseLost: boolean; stopping: boolean },
  context: JobContext,
): Promise<void> {
  const { queue, database, report } = context;
  const { error } = how;
  const plan = planFailure({ ...how, attempts: job.attempts });
  switch (plan.action) {
    case 'discard':
      return report({ event: 'lease-lost', job, error });
    case 'release':
      await queue.release(job);
      return report({ event: 'released', job, error });
    case 'retry': {
      const { action, ...retry } = plan;
      await database.transaction(async (trx) => {
        await queue.settle(trx, job, { result: action, ...retry });
        await handler.requeued?.(trx, job, error);
      });
      return report({ event: 'retried', job, error });
    }
    case 'fail':
      return fail(job, handler, plan.reason, context, error);
    default:
      return plan satisfies never;
  }
}

async function fail<K extends JobKind>(
  job: StartedJob<K>,
  handler: JobHandler<K>,
  reason: FailureReason,
  { queue, database, report }: JobContext,
  error: unknown = new Error(reason.text),
): Promise<void> {
  await database.transaction(async (trx) => {
    await queue.settle(trx, job, { result: 'failed', error: reason.text });
    await handler.failed(trx, job, reason);
  });
  report({ event: 'failed', job, error });
  await handler.afterFailure?.(job).catch((error) => report({ event: 'untidied', job, error }));
}
