import { rm } from 'node:fs/promises';
import { findEarlySightOf } from '../../server/db/early-sights.ts';
import { findLesson } from '../../server/db/lessons.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import { isAwaited } from '../../server/lessons/lesson-life.ts';
import { MediaRejectedError } from '../errors.ts';
import { makeOpening, type OpeningExtent } from '../make-opening.ts';
import { mayOpen } from './choose-early-segment.ts';
import { openEarlySight } from './open-early-sight.ts';
import { requireRoom } from './require-room.ts';
import { reasonToWait, waitForOperator } from './wait-for-operator.ts';
import { findWantedOriginal } from './wanted-original.ts';
import { withBeginning } from './with-beginning.ts';
import type { WorkerParts } from './worker-parts.ts';

/** What is not longer is encoded whole in about the time, by a worker that has begun. */
const FROM_SECONDS = 20;

/**
 * Makes the beginning of a lesson's video beside what else a worker does, so that its teacher can watch it whatever is
 * before it in the queue. Nobody was promised it: where it cannot be made the lesson does without, and whether the file
 * is any good is decided by the job that makes the video.
 */
export function createOpeningHandler(worker: WorkerParts): JobHandler<'opening'> {
  return {
    concurrency: 1,
    run: (work) => waitForOperator(() => openLesson(worker, work), worker.waitSeconds),
    failed: async () => {},
  };
}

const nothing: Finish = async () => {};

async function openLesson(worker: WorkerParts, work: JobWork<'opening'>): Promise<Finish> {
  const { mediaStore } = worker;
  const about = work.job.payload;
  const sandbox = await worker.sandboxes.open();
  const original = await findWantedOriginal(worker, about);
  if (!original) return nothing;
  await requireRoom(mediaStore, original.bytes);
  const outputFolder = await mediaStore.makeWorkFolder('opening');
  try {
    await using early = openEarlySight(worker, work, about, { of: 'opening' });
    const signal = AbortSignal.any([work.signal, early.ended]);
    const wants = (extent: OpeningExtent) => isWanted(worker, about, extent);
    const run = { outputFolder, sandbox, signal, wants, onSegment: early.add };
    const make = (file: { source: string; partial: boolean }) => makeOpening({ ...run, ...file });
    const made = withBeginning(mediaStore, original.store_key, { sandbox, signal }, make);
    await made.catch((error) => {
      if (!early.ended.aborted) throw error;
    });
    await early.settled();
  } catch (error) {
    if (work.signal.aborted || reasonToWait(error) !== null) throw error;
    const ofTheFile = error instanceof MediaRejectedError && !error.retryOnce;
    if (!ofTheFile) work.missed(new Error('a beginning could not be made', { cause: error }));
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
  return nothing;
}

/** Not where it is there already, or where the whole has begun and is there as soon. */
async function isWanted(
  { database: { db } }: Pick<WorkerParts, 'database'>,
  about: MediaJob,
  { lessonSeconds, segments }: OpeningExtent,
): Promise<boolean> {
  const lesson = await findLesson(db, about.lessonId);
  if (lesson?.original_id !== about.originalId || !isAwaited(lesson)) return false;
  const there = await findEarlySightOf(db, about);
  if (there && (!mayOpen(there) || there.opening_segments >= segments)) return false;
  return lessonSeconds >= FROM_SECONDS || lesson.media_state === 'queued';
}
