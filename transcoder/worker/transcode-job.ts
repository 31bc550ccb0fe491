import { rm } from 'node:fs/promises';
import { findJob } from '../../server/db/jobs.ts';
import { findLesson } from '../../server/db/lessons.ts';
import { newId } from '../../server/db/new-id.ts';
import type { Trx } from '../../server/db/open-database.ts';
import { findOriginal, type OriginalRow } from '../../server/db/originals.ts';
import { jobPayloads } from '../../server/jobs/job.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import type { StartedJob } from '../../server/jobs/job-queue.ts';
import { changeMediaState, type MediaJob, publishMediaVersion } from '../../server/lessons/change-media.ts';
import { MediaRejectedError } from '../errors.ts';
import { transcode } from '../transcode.ts';
import { followProgress, NotWantedError } from './follow-progress.ts';
import { openEarlySight } from './open-early-sight.ts';
import { requireRoom } from './require-room.ts';
import { storePatiently } from './store-patiently.ts';
import { reasonToWait, waitForOperator } from './wait-for-operator.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Makes a lesson's media version from its original, and makes it visible in the transaction that ends the job. */
export function createTranscodeHandler(worker: WorkerParts): JobHandler<'transcode'> {
  return {
    concurrency: Math.max(1, worker.config.transcoders),
    run: (work) => waitForOperator(() => transcodeLesson(worker, work), worker.waitSeconds),
    async failed(trx, job, { code, text }) {
      const about = await readMediaJob(trx, job);
      const reason = { code: code === 'interrupted' ? 'interrupted' : 'error', detail: text };
      if (about) await changeMediaState(worker, trx, about, 'fail', reason);
    },
    async requeued(trx, job, error) {
      const about = await readMediaJob(trx, job);
      const code = reasonToWait(error instanceof Error ? error.cause : undefined);
      const reason = code === null ? undefined : { code, detail: (error as Error).message };
      if (about) await changeMediaState(worker, trx, about, 'wait', reason);
    },
  };
}

const nothingToDo: Finish = async () => {};

async function transcodeLesson(worker: WorkerParts, work: JobWork<'transcode'>): Promise<Finish> {
  const { mediaStore } = worker;
  const about = work.job.payload;
  const sandbox = await worker.sandboxes.open();
  const original = await findWantedOriginal(worker, about);
  if (!original) return nothingToDo;
  await requireRoom(mediaStore, original.bytes);
  if (!(await begin(worker, work))) return nothingToDo;

  const outputFolder = await mediaStore.makeWorkFolder('transcode');
  try {
    await using progress = followProgress(worker, work, about);
    await using early = openEarlySight(worker, work, about);
    const manifest = await mediaStore.withLocalFile(original.store_key, (source) =>
      transcode({
        ...{ source, outputFolder, sandbox, signal: progress.signal },
        onProgress: progress.show,
        onEarlySegment: early.add,
      }),
    );
    // Whoever changed the file in the last second is spared a folder that the sweep would have to find.
    if (!(await findWantedOriginal(worker, about))) return nothingToDo;
    const id = newId() + newId();
    const storePrefix = `media/${id.slice(0, 2)}/${id}`;
    await storePatiently(work, () => mediaStore.putFolder(storePrefix, outputFolder));
    const { inTransaction, afterwards } = early.handOver();
    const publish = async (trx: Trx) => {
      await inTransaction(trx);
      await publishMediaVersion(worker, trx, about, { id, storePrefix, manifest });
    };
    return Object.assign(publish, { afterwards });
  } catch (error) {
    if (error instanceof NotWantedError) return nothingToDo;
    if (!(error instanceof MediaRejectedError)) throw error;
    if (error.retryOnce && work.job.attempts === 0) throw error;
    const { code, detail } = error;
    return async (trx) => {
      await changeMediaState(worker, trx, about, 'reject', { code, detail });
    };
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}

/** The file, as long as the lesson is there and still wants a video made of it. */
async function findWantedOriginal(
  { database }: WorkerParts,
  about: MediaJob,
): Promise<OriginalRow | undefined> {
  const lesson = await findLesson(database.db, about.lessonId);
  return lesson?.original_id === about.originalId ? findOriginal(database.db, about.originalId) : undefined;
}

function begin(worker: WorkerParts, { job, fence }: JobWork<'transcode'>): Promise<boolean> {
  return worker.database.transaction(async (trx) => {
    await fence(trx);
    return changeMediaState(worker, trx, job.payload, 'start');
  });
}

/** What a job is about also where its payload cannot be read: then the lesson's present file is the best guess. */
async function readMediaJob(trx: Trx, job: StartedJob<'transcode'>): Promise<MediaJob | undefined> {
  const row = await findJob(trx, job.id);
  const payload = jobPayloads.transcode.safeParse(parseJson(row?.payload));
  if (payload.success) return payload.data;
  const lesson = await findLesson(trx, job.subjectId);
  return lesson?.original_id ? { lessonId: lesson.id, originalId: lesson.original_id } : undefined;
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
