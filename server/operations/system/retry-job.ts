import type { AppContext } from '../../context.ts';
import type { MediaState } from '../../contract/lessons.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findJob, type JobRow } from '../../db/jobs.ts';
import { lockLesson, updateLesson } from '../../db/lessons.ts';
import type { Trx } from '../../db/open-database.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { jobPayloads } from '../../jobs/job.ts';
import { markCaptions } from '../../lessons/automatic-captions.ts';
import { reopenAttachment } from '../../lessons/check-attachment.ts';
import { reopenCover } from '../../lessons/cover-upload.ts';
import { nextMediaState } from '../../lessons/lesson-life.ts';
import type { Trace } from '../../people/trace.ts';

/**
 * Begins a failed or waiting job afresh, at once; its lesson waits for it again, and it is on record.
 *
 * Throws `NotFoundError`, or `ConflictError` (`wrong-state`) for a job that runs or is done.
 */
export async function retryJob(
  { database, jobs }: Pick<AppContext, 'database' | 'jobs'>,
  jobId: string,
  trace: Trace,
): Promise<void> {
  await database.transaction(async (trx) => {
    const job = await findJob(trx, jobId);
    if (!job) throw new NotFoundError();
    if (!(await jobs.retry(trx, jobId))) throw new ConflictError('wrong-state');
    await reopenSubject(trx, job, trace.at);
    const detail = { kind: job.kind, job: job.id };
    await appendAudit(trx, { ...trace, action: 'job.retry', subject: job.subject_id, detail });
  });
}

/** What waits for the job shows that again, unless it wants another file by now. */
async function reopenSubject(trx: Trx, job: JobRow, now: string): Promise<void> {
  const payload: unknown = JSON.parse(job.payload);
  const cover = jobPayloads.cover.safeParse(payload);
  if (job.kind === 'cover' && cover.success)
    return reopenCover(trx, job.subject_id, cover.data.storeKey, now);
  if (job.kind === 'captions') return markCaptions(trx, job.subject_id, false);
  if (job.kind === 'attachment') return reopenAttachment(trx, job.subject_id);
  const transcode = jobPayloads.transcode.safeParse(payload);
  // Of a lesson in pieces those that are done stay so.
  if (job.kind !== 'transcode' || !transcode.success || job.state === 'split') return;
  const lesson = await lockLesson(trx, job.subject_id);
  const state = lesson && nextMediaState(lesson.media_state as MediaState, 'queue');
  if (!lesson || !state || lesson.original_id !== transcode.data.originalId) return;
  await updateLesson(trx, lesson.id, {
    media_state: state,
    media_progress: 0,
    media_seconds_left: null,
    media_reason: null,
    updated_at: now,
  });
}
