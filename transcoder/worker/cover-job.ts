import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../server/db/new-id.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import { publishCover, refuseCover } from '../../server/lessons/cover-upload.ts';
import { MediaNotFoundError } from '../../server/media-store/media-store.ts';
import { MediaRejectedError } from '../errors.ts';
import { processCover } from '../pictures/process-cover.ts';
import { waitForOperator } from './wait-for-operator.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Makes a lesson's cover of an uploaded picture. What the picture causes is shown on the lesson. */
export function createCoverHandler(worker: WorkerParts): JobHandler<'cover'> {
  return {
    concurrency: 1,
    run: (work) => waitForOperator(() => makeCover(worker, work), worker.waitSeconds),
    failed: (trx, job) => refuseCover(worker, trx, { lessonId: job.subjectId }, 'failed'),
  };
}

async function makeCover(worker: WorkerParts, work: JobWork<'cover'>): Promise<Finish> {
  const { mediaStore } = worker;
  const upload = work.job.payload;
  const sandbox = await worker.sandboxes.open();
  const outputFolder = await mediaStore.makeWorkFolder('cover');
  try {
    const { file } = await mediaStore.withLocalFile(
      upload.storeKey,
      (source) => processCover({ source, outputFolder, file: 'cover.webp', sandbox, signal: work.signal }),
      work.signal,
    );
    const id = newId();
    const storeKey = `covers/${id.slice(0, 2)}/${id}.webp`;
    await mediaStore.putFile(storeKey, join(outputFolder, file));
    return (trx) => publishCover(worker, trx, upload, storeKey);
  } catch (error) {
    // Nothing changes where a newer picture has taken the place of this one, and the sweep its file.
    if (error instanceof MediaNotFoundError) return (trx) => refuseCover(worker, trx, upload, 'failed');
    if (!(error instanceof MediaRejectedError)) throw error;
    if (error.retryOnce && work.job.attempts === 0) throw error;
    const { code } = error;
    return (trx) => refuseCover(worker, trx, upload, code);
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}
