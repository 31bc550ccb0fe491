import { readFile } from 'node:fs/promises';
import { findAttachment, findCaption } from '../../server/db/attachments.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import { extensionOf } from '../../server/lessons/attachment-types.ts';
import { parseCaptions, UnreadableCaptionsError } from '../../server/lessons/parse-captions.ts';
import { keepAttachmentText, keepCaptionText } from '../../server/lessons/searched-texts.ts';
import { MediaNotFoundError } from '../../server/media-store/media-store.ts';
import { readDocumentText } from '../documents/read-document-text.ts';
import { MediaRejectedError } from '../errors.ts';
import { waitForOperator } from './wait-for-operator.ts';
import type { WorkerParts } from './worker-parts.ts';

const nothing: Finish = async () => {};

/** Reads what attachments and captions say. Whatever a document does costs its text and nothing else. */
export function createTextHandler(worker: WorkerParts): JobHandler<'text'> {
  return {
    concurrency: 1,
    run: (work) => waitForOperator(() => readText(worker, work), worker.waitSeconds),
    // The subject of a job for captions is a lesson, and no attachment.
    failed: (trx, job) => keepAttachmentText(worker, trx, job.subjectId, ''),
  };
}

async function readText(worker: WorkerParts, work: JobWork<'text'>): Promise<Finish> {
  const { payload } = work.job;
  try {
    return 'attachmentId' in payload
      ? await readAttachment(worker, work, payload.attachmentId)
      : await readCaptions(worker, payload);
  } catch (error) {
    // What is amiss with the store is told by those who need the file itself.
    if (error instanceof MediaNotFoundError) return nothing;
    throw error;
  }
}

async function readAttachment(
  worker: WorkerParts,
  { job, signal }: JobWork<'text'>,
  id: string,
): Promise<Finish> {
  const attachment = await findAttachment(worker.database.db, id);
  // Taken off meanwhile.
  if (!attachment) return nothing;
  const extension = extensionOf(attachment.filename);
  const sandbox = await worker.sandboxes.open();
  try {
    const text = await worker.mediaStore.withLocalFile(
      attachment.store_key,
      (source) => readDocumentText({ source, extension, sandbox, signal }),
      signal,
    );
    return (trx) => keepAttachmentText(worker, trx, id, text);
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    if (error.retryOnce && job.attempts === 0) throw error;
    return (trx) => keepAttachmentText(worker, trx, id, '');
  }
}

async function readCaptions(
  { database, mediaStore, clock }: WorkerParts,
  { lessonId, language }: { lessonId: string; language: string },
): Promise<Finish> {
  const caption = await findCaption(database.db, lessonId, language);
  if (!caption) return nothing;
  const bytes = await mediaStore.withLocalFile(caption.store_key, (path) => readFile(path));
  try {
    const cues = parseCaptions(bytes);
    return (trx) => keepCaptionText({ clock }, trx, caption, cues);
  } catch (error) {
    if (error instanceof UnreadableCaptionsError) return nothing;
    throw error;
  }
}
