import type { LeaseEnd } from '../db/job-leases.ts';
import {
  deleteParts,
  failWhole,
  hasOpenParts,
  listParts,
  postponeTurns,
  resumeWhole,
} from '../db/job-parts.ts';
import { findJob, insertJob, type JobRow } from '../db/jobs.ts';
import { toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import type { DatabaseKind, Trx } from '../db/open-database.ts';
import type { JobOutcome, NewPart } from './job-queue.ts';

/** What an engine keeps of open jobs beside their rows; the lease table of SQLite keeps nothing. */
export interface Deliveries {
  add(trx: Trx, job: JobRow): Promise<void>;
  remove(trx: Trx, jobs: readonly JobRow[]): Promise<void>;
}

/** What an outcome is to the row of the job itself. */
export function toLeaseEnd(outcome: JobOutcome): LeaseEnd {
  switch (outcome.result) {
    case 'done':
    case 'split':
      return {
        result: outcome.result,
        ...(outcome.made === undefined ? {} : { made: toJson(outcome.made) }),
      };
    default:
      return outcome;
  }
}

/**
 * Puts the parts of a job in where it stood: one turn apart, as its group's jobs are, and before those of the group
 * that came after it. So a lesson in twenty parts delays other teachers no more than twenty lessons do, and the
 * teacher's own next one comes after it.
 */
export async function addParts(
  trx: Trx,
  database: DatabaseKind,
  jobId: string,
  parts: readonly NewPart[],
  deliveries: Deliveries,
): Promise<void> {
  if (parts.length === 0) throw new TypeError('a job cannot be split into no parts');
  await dropParts(trx, jobId, 'all', deliveries);
  const whole = await readJob(trx, jobId);
  const { group_id: groupId, turn } = whole;
  if (groupId !== null) {
    await postponeTurns(trx, database, { kind: whole.kind, groupId, after: turn, by: parts.length });
  }
  for (const [index, part] of parts.entries()) {
    const id = newId();
    await insertJob(trx, database, {
      id,
      kind: part.kind,
      subject_id: whole.subject_id,
      payload: toJson(part.payload),
      group_id: groupId,
      priority: whole.priority,
      turn: turn + 1 + index,
      part_of: whole.id,
      delaySeconds: 0,
    });
    await deliveries.add(trx, await readJob(trx, id));
  }
}

/**
 * What the end of a part means for its whole, which is locked: after the last one that is done it is due; one that
 * has failed fails it, and the others stop.
 */
export async function settleWhole(
  trx: Trx,
  database: DatabaseKind,
  whole: JobRow,
  part: { id: string; outcome: JobOutcome },
  deliveries: Deliveries,
): Promise<void> {
  const { outcome } = part;
  if (outcome.result === 'failed') {
    await dropParts(trx, whole.id, 'open', deliveries);
    const { starts } = await readJob(trx, part.id);
    await failWhole(trx, database, whole.id, { error: outcome.error, starts });
  } else if (outcome.result === 'done' && whole.state === 'split' && !(await hasOpenParts(trx, whole.id))) {
    await resumeWhole(trx, database, whole.id);
    await deliveries.add(trx, await readJob(trx, whole.id));
  }
}

export async function dropParts(
  trx: Trx,
  jobId: string,
  which: 'all' | 'open',
  deliveries: Deliveries,
): Promise<void> {
  const parts = await listParts(trx, jobId);
  if (parts.length === 0) return;
  const isOpen = ({ state }: JobRow) => state === 'queued' || state === 'running';
  await deliveries.remove(
    trx,
    parts.filter((part) => which === 'all' || isOpen(part)),
  );
  await deleteParts(trx, jobId, which);
}

async function readJob(trx: Trx, id: string): Promise<JobRow> {
  const row = await findJob(trx, id);
  if (!row) throw new Error(`job ${id} is gone`);
  return row;
}
