import type { JobRow } from '../db/jobs.ts';
import { fromJson } from '../db/json-column.ts';
import { type JobKind, jobPayloads } from './job.ts';
import {
  type BrokenJob,
  type ClaimedJob,
  type FailureReason,
  maxStarts,
  type RunnableJob,
} from './job-queue.ts';

/** What a holder may do with the row it has just claimed. */
export function readClaim(kind: JobKind, row: JobRow, token: string): ClaimedJob {
  const claimed = {
    id: row.id,
    kind,
    token,
    subjectId: row.subject_id,
    groupId: row.group_id,
    partOf: row.part_of,
    starts: row.starts,
    attempts: row.attempts,
  };
  const broken = (reason: FailureReason): BrokenJob => ({ ...claimed, state: 'broken', reason });
  if (row.starts > maxStarts) {
    const text = `The worker was cut off ${maxStarts} times while it worked on this job.`;
    return broken({ code: 'interrupted', text });
  }
  try {
    const payload = fromJson(jobPayloads[kind], row.payload);
    return { ...claimed, state: 'runnable', payload } satisfies RunnableJob;
  } catch (error) {
    const text = `The payload of this ${kind} job cannot be read: ${error instanceof Error ? error.message : error}`;
    return broken({ code: 'unreadable', text });
  }
}
