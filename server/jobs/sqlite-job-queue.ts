import { randomUUID } from 'node:crypto';
import { claimNextJob, endLease, extendLease, listHeldJobs } from '../db/job-leases.ts';
import { listParts, lockWhole } from '../db/job-parts.ts';
import { findJob, insertJob, readOpenTurns, restartJob } from '../db/jobs.ts';
import { toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { addParts, type Deliveries, dropParts, settleWhole, toLeaseEnd } from './job-parts.ts';
import { type JobQueue, type Lease, LeaseLostError } from './job-queue.ts';
import { planTurn } from './plan-turn.ts';
import { readClaim } from './read-claim.ts';
import { createSilenceWatch } from './silence-watch.ts';

/** The rows are all there is. */
const noDeliveries: Deliveries = { add: async () => {}, remove: async () => {} };

/** The queue on SQLite: the table `jobs` is all there is. */
export function createSqliteJobQueue(
  database: Database,
  { leaseSeconds }: { leaseSeconds: number },
): JobQueue {
  const extend = (db: Database['db'], lease: Lease, progress?: number) =>
    extendLease(db, 'sqlite', lease, { leaseSeconds, progress });
  const watch = createSilenceWatch(leaseSeconds);
  return {
    leaseSeconds,
    start: async () => {},
    close: async () => {},

    async enqueue(trx, job) {
      const id = newId();
      const groupId = job.groupId ?? null;
      await insertJob(trx, 'sqlite', {
        id,
        kind: job.kind,
        subject_id: job.subjectId,
        payload: toJson(job.payload),
        group_id: groupId,
        priority: job.priority ?? 0,
        turn: planTurn(await readOpenTurns(trx, job.kind, groupId)),
        delaySeconds: job.delaySeconds ?? 0,
      });
      return id;
    },

    async claim(kinds, worker) {
      for (const kind of kinds) {
        const token = randomUUID();
        const silent = watch.findSilent(kind, await listHeldJobs(database.db, kind));
        const row = await claimNextJob(database.db, kind, { worker, token, leaseSeconds }, silent);
        if (row) return readClaim(kind, row, token);
      }
      return null;
    },

    heartbeat: (lease, progress) => extend(database.db, lease, progress),

    async fence(trx, lease) {
      if (!(await extend(trx, lease))) throw new LeaseLostError(lease);
    },

    async settle(trx, lease, outcome) {
      if (!(await endLease(trx, 'sqlite', lease, toLeaseEnd(outcome)))) throw new LeaseLostError(lease);
      if (outcome.result === 'split') await addParts(trx, 'sqlite', lease.id, outcome.parts, noDeliveries);
      const whole = await lockWhole(trx, 'sqlite', lease.id);
      if (whole) await settleWhole(trx, 'sqlite', whole, { id: lease.id, outcome }, noDeliveries);
    },

    async release(lease) {
      await endLease(database.db, 'sqlite', lease, { result: 'released' });
    },

    async reclaim(isDead) {
      let reclaimed = 0;
      for (const held of await listHeldJobs(database.db)) {
        if (!isDead(held.owner)) continue;
        if (await endLease(database.db, 'sqlite', held, { result: 'abandoned' })) reclaimed += 1;
      }
      return reclaimed;
    },

    async retry(trx, jobId) {
      const row = await findJob(trx, jobId);
      switch (row?.state) {
        case 'failed':
          if (row.part_of !== null) return false;
          await dropParts(trx, jobId, 'all', noDeliveries);
          return restartJob(trx, 'sqlite', jobId, 'failed');
        case 'queued':
          return restartJob(trx, 'sqlite', jobId, 'queued');
        case 'split': {
          let restarted = false;
          for (const { id } of await listParts(trx, jobId)) {
            if (await restartJob(trx, 'sqlite', id, 'queued')) restarted = true;
          }
          return restarted;
        }
        default:
          return false;
      }
    },
  };
}
