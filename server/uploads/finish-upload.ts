import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { findOriginalByBytes, insertOriginal, type OriginalRow } from '../db/originals.ts';
import { lockUpload, markUploadFinished, type UploadRow } from '../db/uploads.ts';
import { endIfHopeless } from './end-if-hopeless.ts';
import { UploadBusyError, UploadBytesLostError } from './upload-errors.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * Makes a whole upload an original with a lesson, and answers the lesson's id. It may be killed anywhere
 * and run again: the same bytes of the same person are stored once, and one upload makes one lesson.
 *
 * The order: bytes on disk → hash → renamed into the store → one transaction with original, lesson, job
 * and the upload's end → what is left over removed. An original takes its upload's id, so that a run cut
 * off between rename and commit finds the file where the next one looks for it.
 *
 * Throws `GoneError` when the file is nowhere, `NoSchoolError` when no school can have its lesson (the upload has been
 * ended then), `UploadBusyError` when the lock is lost.
 */
export async function finishUpload(parts: UploadParts, lock: UploadLock): Promise<string> {
  return endIfHopeless(parts, lock, () => storeAndFile(parts, lock));
}

async function storeAndFile(parts: UploadParts, lock: UploadLock): Promise<string> {
  const { upload } = lock;
  const sha256 = await hashUpload(parts, upload);
  const own: OriginalRow = {
    id: upload.id,
    person_id: upload.person_id,
    sha256,
    bytes: upload.length,
    filename: upload.filename,
    store_key: originalKey(upload.id),
    created_at: parts.clock.now().toISOString(),
  };
  const known = await findOriginalByBytes(parts.database.db, own);
  const { store_key } = known ?? own;
  await storeBytes(parts, upload, store_key);

  const { original, lessonId } = await parts.database.transaction(async (trx) => {
    // A lesson may have been named since the last bytes began to come.
    const current = await lockUpload(trx, upload.id);
    if (!current) throw new UploadBusyError();
    const original = await insertOriginal(trx, own);
    // The same bytes that were known have been swept meanwhile: the next try stores its own.
    if (original.id === own.id && store_key !== own.store_key) throw new UploadBusyError();
    const lessonId = await parts.fileOriginal(trx, {
      personId: upload.person_id,
      originalId: original.id,
      filename: upload.filename,
      schoolId: upload.school_id,
      lessonId: current.lesson_id,
      duplicate: original.id !== own.id,
    });
    const done = await markUploadFinished(trx, upload.id, lock.token, { originalId: original.id, lessonId });
    if (!done) throw new UploadBusyError();
    return { original, lessonId };
  });

  if (original.id !== own.id) await removeOwnCopy(parts, upload.id);
  return lessonId;
}

/** Where the file of an original is in the media store. */
export function originalKey(id: string): string {
  return `originals/${id.slice(0, 2)}/${id}`;
}

/** A file that was stored before by another upload is not needed twice. */
export async function removeOwnCopy(parts: UploadParts, uploadId: string): Promise<void> {
  await parts.mediaStore.removeFile(originalKey(uploadId));
  await parts.files.remove(uploadId);
}

/** Known from writing; read back where a restart lost that. */
async function hashUpload(parts: UploadParts, upload: UploadRow): Promise<string> {
  const running = parts.hashes.take(upload.id, upload.length);
  if (running) return running.digest('hex');
  const size = await parts.files.size(upload.id);
  if (size === upload.length) return hashStream(parts.files.read(upload.id));
  const key = originalKey(upload.id);
  const stored = size === null ? await parts.mediaStore.stat(key) : null;
  if (stored?.bytes === upload.length) return hashStream(await parts.mediaStore.read(key));
  if (size === null) throw parts.files.lack(upload.id, upload.length);
  throw new UploadBytesLostError(`${upload.id}: ${size} bytes on disk, ${upload.length} recorded`);
}

async function storeBytes(parts: UploadParts, upload: UploadRow, key: string): Promise<void> {
  const stored = await parts.mediaStore.stat(key);
  if (stored?.bytes === upload.length) return;
  await parts.mediaStore.putFile(key, parts.files.path(upload.id));
}

async function hashStream(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of stream) hash.update(bytes);
  return hash.digest('hex');
}
