import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findAttachment } from '../../server/db/attachments.ts';
import type { Row } from '../../server/db/schema.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import { extensionOf, pictureFormats } from '../../server/lessons/attachment-types.ts';
import {
  type AttachmentReasonCode,
  acceptAttachment,
  type CleanedFile,
  newAttachmentKey,
  refuseAttachment,
} from '../../server/lessons/check-attachment.ts';
import { hashFile } from '../../server/media-store/hash-file.ts';
import { MediaNotFoundError } from '../../server/media-store/media-store.ts';
import { checkDocument } from '../documents/check-document.ts';
import { MediaRejectedError, type RejectionCode } from '../errors.ts';
import { cleanPicture } from '../pictures/clean-picture.ts';
import { waitForOperator } from './wait-for-operator.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Looks into an attachment, and makes pictures anew: until then nobody gets it. */
export function createAttachmentHandler(worker: WorkerParts): JobHandler<'attachment'> {
  return {
    concurrency: 1,
    run: (work) => waitForOperator(() => checkAttachment(worker, work), worker.waitSeconds),
    failed: (trx, job, { text }) => refuseAttachment(trx, job.subjectId, 'failed', text),
  };
}

async function checkAttachment(worker: WorkerParts, work: JobWork<'attachment'>): Promise<Finish> {
  const attachment = await findAttachment(worker.database.db, work.job.payload.attachmentId);
  // Taken off meanwhile.
  if (!attachment) return async () => {};
  try {
    return await lookInto(worker, work, attachment);
  } catch (error) {
    if (error instanceof MediaNotFoundError)
      return (trx) => refuseAttachment(trx, attachment.id, 'failed', error.message);
    if (!(error instanceof MediaRejectedError)) throw error;
    if (error.retryOnce && work.job.attempts === 0) throw error;
    const { code, detail } = error;
    return (trx) => refuseAttachment(trx, attachment.id, reasonOf(code), detail);
  }
}

async function lookInto(
  worker: WorkerParts,
  work: JobWork<'attachment'>,
  attachment: Row<'attachments'>,
): Promise<Finish> {
  const { id } = attachment;
  const extension = extensionOf(attachment.filename);
  const format = pictureFormats[extension];
  if (format) {
    const cleaned = await makeAnew(worker, work, attachment, format);
    return (trx) => acceptAttachment(worker, trx, id, cleaned);
  }
  const sandbox = await worker.sandboxes.open();
  const { signal } = work;
  const verdict = await worker.mediaStore.withLocalFile(
    attachment.store_key,
    (source) => checkDocument({ source, extension, sandbox, signal }),
    signal,
  );
  if (verdict.kind === 'accepted') return (trx) => acceptAttachment(worker, trx, id);
  return (trx) => refuseAttachment(trx, id, verdict.code, verdict.detail);
}

/** What was uploaded is not kept: the place where a photograph was taken stands in it. The sweep removes it. */
async function makeAnew(
  { mediaStore, sandboxes }: WorkerParts,
  { signal }: JobWork<'attachment'>,
  attachment: Row<'attachments'>,
  format: 'jpeg' | 'png',
): Promise<CleanedFile> {
  const sandbox = await sandboxes.open();
  const outputFolder = await mediaStore.makeWorkFolder('attachment');
  try {
    const file = join(outputFolder, 'picture');
    await mediaStore.withLocalFile(
      attachment.store_key,
      (source) => cleanPicture({ source, outputFolder, file: 'picture', format, sandbox, signal }),
      signal,
    );
    const storeKey = newAttachmentKey();
    const [{ size: bytes }, sha256] = [await stat(file), await hashFile(file)];
    await mediaStore.putFile(storeKey, file);
    return { storeKey, bytes, sha256 };
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}

function reasonOf(code: RejectionCode): AttachmentReasonCode {
  switch (code) {
    case 'unreadable':
      return 'damaged';
    case 'unsupported':
      return 'mislabelled';
    case 'too-large':
      return 'picture-too-large';
    default:
      return 'limit';
  }
}
