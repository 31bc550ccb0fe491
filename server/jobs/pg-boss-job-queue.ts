import { createHash, randomUUID } from 'node:crypto';
import { type ConnectionOptions, fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import {
  claimDeliveredJob,
  endLease,
  extendLease,
  type LeaseEnd,
  listHeldJobs,
  lockOpenJob,
} from '../db/job-leases.ts';
import { listParts, lockWhole } from '../db/job-parts.ts';
import {
  findJob,
  insertJob,
  type JobRow,
  listUndeliveredJobs,
  readOpenTurns,
  restartJob,
} from '../db/jobs.ts';
import { toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import { type Database, longestPause, type Trx } from '../db/open-database.ts';
import { type JobKind, jobKinds } from './job.ts';
import { addParts, type Deliveries, dropParts, settleWhole, toLeaseEnd } from './job-parts.ts';
import { type ClaimedJob, type JobOutcome, type JobQueue, type Lease, LeaseLostError } from './job-queue.ts';
import { planTurn } from './plan-turn.ts';
import { readClaim } from './read-claim.ts';

export interface PgBossOptions {
  url: string;
  /** Whole seconds, at least 10: pg-boss takes no shorter heartbeat. */
  leaseSeconds: number;
  /** How often pg-boss looks for silent holders: a job comes back after the lease and up to this. */
  monitorSeconds: number;
  /** What pg-boss finds wrong in the background: a lost connection, a vacuum that does not keep up. */
  report: (problem: Error) => void;
}

/** pg-boss ends a start after a day even when its holder is alive; it takes no longer limit. */
const longestStartSeconds = 24 * 60 * 60;
/** Our own limits decide (`maxStarts`, attempts), not those of pg-boss. */
const unlimitedRetries = 1_000_000;
const tenYears = 10 * 365 * 24 * 60 * 60;
/** pg-boss knows one number, where the highest goes first: turns count between two priorities. */
const turnsPerPriority = 10_000_000;

/**
 * The queue on PostgreSQL: pg-boss delivers and watches heartbeats, the row in `jobs` says what the
 * job is and how it stands.
 *
 * A delivery (a job of pg-boss, its id computed from ours) is open exactly while the row is queued or
 * running. Both change in one transaction each time, the delivery first, so that two transactions lock
 * in the same order. What a backup restored in part could leave behind is put right: a row without a
 * delivery gets one at `start()`, a delivery without an open row is dropped at the claim.
 */
export function createPgBossJobQueue(database: Database, options: PgBossOptions): JobQueue {
  const { leaseSeconds } = options;
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'qianke-jobs',
    options: `-c idle_in_transaction_session_timeout=${longestPause}`,
    max: 2,
    schema: 'pgboss',
    schedule: false,
    superviseIntervalSeconds: options.monitorSeconds,
    monitorIntervalSeconds: options.monitorSeconds,
  });
  let isClosed = false;
  // A closed one may still hold a connection for a moment, and hears when its server is stopped with it.
  const report = (problem: Error) => {
    if (!isClosed) options.report(problem);
  };
  boss.on('error', report);
  boss.on('warning', (warning) => report(new Error(`pg-boss: ${warning.message}`)));

  async function deliver(trx: Trx, id: string, job: Delivery): Promise<void> {
    const { kind, startAfter, groupId, priority, turn } = job;
    const sent = await boss.send(kind, { jobId: id } satisfies DeliveryData, {
      ...within(trx),
      id: toDeliveryId(id),
      priority: priority * turnsPerPriority - turn,
      startAfter,
      group: groupId ? { id: groupId } : undefined,
    });
    if (!sent) throw new Error(`pg-boss did not take ${kind} job ${id}.`);
  }

  /** In place of the delivery that has ended, if there is one. */
  async function deliverAnew(trx: Trx, row: JobRow, startAfter?: Date): Promise<void> {
    const kind = jobKind.parse(row.kind);
    await boss.deleteJob(kind, toDeliveryId(row.id), within(trx));
    const { priority, turn, group_id: groupId } = row;
    await deliver(trx, row.id, { kind, groupId, priority, turn, startAfter });
  }

  const deliveries: Deliveries = {
    add: deliverAnew,
    async remove(trx, jobs) {
      for (const { id, kind } of jobs)
        await boss.deleteJob(jobKind.parse(kind), toDeliveryId(id), within(trx));
    },
  };

  async function claimOf(trx: Trx, kind: JobKind, worker: string): Promise<ClaimedJob | null> {
    for (;;) {
      const [delivery] = await boss.fetch(kind, within(trx));
      if (!delivery) return null;
      const { jobId } = deliveryData.parse(delivery.data);
      const token = toToken(delivery.retryCount);
      const row = await claimDeliveredJob(trx, jobId, { worker, token, leaseSeconds });
      if (row) return readClaim(kind, row, token);
      await boss.deleteJob(kind, delivery.id, within(trx));
    }
  }

  async function fence(trx: Trx, lease: Lease, progress?: number): Promise<void> {
    const touched = affected(await boss.touch(lease.kind, toAttempt(lease), within(trx)));
    const extended = touched && (await extendLease(trx, 'postgres', lease, { leaseSeconds, progress }));
    if (!extended) throw new LeaseLostError(lease);
  }

  async function end(trx: Trx, lease: Lease, leaseEnd: LeaseEnd): Promise<void> {
    const settled = affected(await endDelivery(trx, lease, leaseEnd));
    const ended = settled && (await endLease(trx, 'postgres', lease, leaseEnd));
    if (!ended) throw new LeaseLostError(lease);
  }

  async function settle(trx: Trx, lease: Lease, outcome: JobOutcome): Promise<void> {
    // First, so that of the last two parts one sees that the other is done.
    const whole = await lockWhole(trx, 'postgres', lease.id);
    await end(trx, lease, toLeaseEnd(outcome));
    if (outcome.result === 'split') await addParts(trx, 'postgres', lease.id, outcome.parts, deliveries);
    if (whole) await settleWhole(trx, 'postgres', whole, { id: lease.id, outcome }, deliveries);
  }

  /** Makes a waiting job due at once; false when it is being claimed, or is done. */
  async function hasten(trx: Trx, { id, kind }: JobRow): Promise<boolean> {
    const { updated } = await boss.update(jobKind.parse(kind), undefined, {
      ...within(trx),
      id: toDeliveryId(id),
      startAfter: 0,
    });
    return updated === 1 && restartJob(trx, 'postgres', id, 'queued');
  }

  async function endDelivery(trx: Trx, lease: Lease, leaseEnd: LeaseEnd): Promise<CommandResponse> {
    const attempt = toAttempt(lease);
    switch (leaseEnd.result) {
      case 'done':
      case 'split':
        return boss.complete(lease.kind, attempt, null, within(trx));
      case 'failed':
        // Not fail(): with retries left that would deliver it again.
        return boss.cancel(lease.kind, attempt, within(trx));
      case 'released':
      case 'abandoned':
        return boss.fail(lease.kind, attempt, null, within(trx));
      case 'retry': {
        const failed = await boss.fail(lease.kind, attempt, null, within(trx));
        const { delaySeconds: startAfter } = leaseEnd;
        if (startAfter && affected(failed)) {
          await boss.update(lease.kind, undefined, { ...within(trx), id: attempt.id, startAfter });
        }
        return failed;
      }
      default:
        return leaseEnd satisfies never;
    }
  }

  async function deliverWhatIsNot(): Promise<void> {
    for (const id of await listUndeliveredJobs(database)) {
      await database.transaction(async (trx) => {
        const row = await lockOpenJob(trx, id);
        if (!row) return;
        const kind = jobKind.parse(row.kind);
        const deliveryId = toDeliveryId(id);
        const [delivery] = await boss.findJobs(kind, { ...within(trx), id: deliveryId });
        if (delivery && ['created', 'retry', 'active'].includes(delivery.state)) return;
        await deliverAnew(trx, row, new Date(row.run_at));
      });
    }
  }

  return {
    leaseSeconds,

    async start() {
      await boss.start();
      for (const kind of jobKinds) {
        const settings = {
          heartbeatSeconds: leaseSeconds,
          expireInSeconds: longestStartSeconds,
          retryLimit: unlimitedRetries,
          retentionSeconds: tenYears,
          deleteAfterSeconds: longestStartSeconds,
        };
        await boss.createQueue(kind, settings);
        await boss.updateQueue(kind, settings);
      }
      await deliverWhatIsNot();
    },

    async close() {
      await boss.stop({ graceful: false });
      isClosed = true;
    },

    async enqueue(trx, job) {
      const id = newId();
      const { kind, subjectId, groupId = null, priority = 0, delaySeconds = 0 } = job;
      const turn = planTurn(await readOpenTurns(trx, kind, groupId));
      await deliver(trx, id, { kind, groupId, priority, turn, startAfter: delaySeconds });
      await insertJob(trx, 'postgres', {
        id,
        kind,
        subject_id: subjectId,
        payload: toJson(job.payload),
        group_id: groupId,
        priority,
        turn,
        delaySeconds,
      });
      return id;
    },

    async claim(kinds, worker) {
      for (const kind of kinds) {
        const claimed = await database.transaction((trx) => claimOf(trx, kind, worker));
        if (claimed) return claimed;
      }
      return null;
    },

    heartbeat: (lease, progress) => unlessLost(database.transaction((trx) => fence(trx, lease, progress))),
    fence,
    settle,

    async release(lease) {
      await unlessLost(database.transaction((trx) => end(trx, lease, { result: 'released' })));
    },

    async reclaim(isDead) {
      let reclaimed = 0;
      for (const { id, kind, token, owner } of await listHeldJobs(database.db)) {
        if (!isDead(owner)) continue;
        const lease = { id, kind: jobKind.parse(kind), token };
        const abandon = database.transaction((trx) => end(trx, lease, { result: 'abandoned' }));
        if (await unlessLost(abandon)) reclaimed += 1;
      }
      return reclaimed;
    },

    async retry(trx, jobId) {
      const row = await findJob(trx, jobId);
      switch (row?.state) {
        case 'failed': {
          if (row.part_of !== null || !(await restartJob(trx, 'postgres', jobId, 'failed'))) return false;
          await dropParts(trx, jobId, 'all', deliveries);
          await deliverAnew(trx, row);
          return true;
        }
        case 'queued':
          return hasten(trx, row);
        case 'split': {
          let hastened = false;
          for (const part of await listParts(trx, jobId)) {
            if (part.state === 'queued' && (await hasten(trx, part))) hastened = true;
          }
          return hastened;
        }
        default:
          return false;
      }
    },
  };
}

interface Delivery {
  kind: JobKind;
  groupId: string | null;
  priority: number;
  turn: number;
  /** Seconds from now, or a moment. */
  startAfter?: number | Date;
}

const deliveryData = z.object({ jobId: z.string() });
type DeliveryData = z.infer<typeof deliveryData>;

const jobKind = z.enum(jobKinds);

function within(trx: Trx): ConnectionOptions {
  return { db: fromKysely(trx) };
}

/** pg-boss wants a UUID: the hash of our id, marked as version 8. */
function toDeliveryId(jobId: string): string {
  const hash = createHash('sha256').update(jobId).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/**
 * The start that pg-boss knows by `retryCount`, and a random part, because `retryCount` begins again at
 * zero when a failed job is retried.
 */
function toToken(retryCount: number): string {
  return `${retryCount}:${randomUUID()}`;
}

function toAttempt(lease: Lease): { id: string; retryCount: number } {
  return { id: toDeliveryId(lease.id), retryCount: Number.parseInt(lease.token, 10) };
}

// pg-boss answers with this but leaves it out of its type.
const commandResponse = z.object({ affected: z.number() });
type CommandResponse = Awaited<ReturnType<PgBoss['complete']>>;

function affected(response: CommandResponse): boolean {
  return commandResponse.parse(response).affected === 1;
}

async function unlessLost(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof LeaseLostError) return false;
    throw error;
  }
}
