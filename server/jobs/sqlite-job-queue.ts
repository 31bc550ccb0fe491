import { randomUUID } from 'node:crypto';
import { claimNextJob, endLease, extendLease, insertJob, restartJob } from '../db/jobs.ts';
import { toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { type JobQueue, type Lease, LeaseLostError } from './job-queue.ts';
import { readClaim } from './read-claim.ts';

/** The queue on SQLite: the table `jobs` is all there is. */
export function createSqliteJobQueue(
  database: Database,
  { leaseSeconds }: { leaseSeconds: number },
): JobQueue {
  const extend = (db: Database['db'], lease: Lease, progress?: number) =>
    extendLease(db, 'sqlite', lease, { leaseSeconds, progress });
  return {
    leaseSeconds,
    start: async () => {},
    close: async () => {},

    async enqueue(trx, job) {
      const id = newId();
      await insertJob(trx, 'sqlite', {
        id,
        kind: job.kind,
        subject_id: job.subjectId,
        payload: toJson(job.payload),
        group_id: job.groupId ?? null,
        priority: job.priority ?? 0,
        runAt: job.runAt,
      });
      return id;
    },

    async claim(kinds, worker) {
      for (const kind of kinds) {
        const token = randomUUID();
        const row = await claimNextJob(database.db, kind, { worker, token, leaseSeconds });
        if (row) return readClaim(kind, row, token);
      }
      return null;
    },

    heartbeat: (lease, progress) => extend(database.db, lease, progress),

    async fence(trx, lease) {
      if (!(await extend(trx, lease))) throw new LeaseLostError(lease);
    },

    async settle(trx, lease, outcome) {
      if (!(await endLease(trx, 'sqlite', lease, outcome))) throw new LeaseLostError(lease);
    },

    async release(lease) {
      await endLease(database.db, 'sqlite', lease, { result: 'released' });
    },

    retry: async (trx, jobId) =>
      (await restartJob(trx, 'sqlite', jobId, 'failed')) ||
      (await restartJob(trx, 'sqlite', jobId, 'queued')),
  };
}
