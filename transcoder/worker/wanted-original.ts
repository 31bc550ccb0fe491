import { findLesson } from '../../server/db/lessons.ts';
import { findOriginal, type OriginalRow } from '../../server/db/originals.ts';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { changeMediaState, type MediaJob } from '../../server/lessons/change-media.ts';
import type { WorkerParts } from './worker-parts.ts';

/** The file, as long as the lesson is there and still wants a video made of it. */
export async function findWantedOriginal(
  { database }: Pick<WorkerParts, 'database'>,
  about: MediaJob,
): Promise<OriginalRow | undefined> {
  const lesson = await findLesson(database.db, about.lessonId);
  return lesson?.original_id === about.originalId ? findOriginal(database.db, about.originalId) : undefined;
}

/** Shows that work on a lesson's video has begun; false when it is not wanted any more. */
export function beginWork(
  worker: Pick<WorkerParts, 'database' | 'clock'>,
  { job, fence }: JobWork<'transcode'>,
  options: { keepProgress: boolean },
): Promise<boolean> {
  return worker.database.transaction(async (trx) => {
    await fence(trx);
    return changeMediaState(worker, trx, job.payload, 'start', options);
  });
}
