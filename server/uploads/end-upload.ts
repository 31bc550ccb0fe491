import type { Actor } from '../access/actor.ts';
import { markUploadEnded } from '../db/uploads.ts';
import { ConflictError } from '../errors.ts';
import { findOwnUpload } from './find-own-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { UploadBusyError, UploadElsewhereError } from './upload-errors.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * Ends an open upload and frees its bytes. One that is whole is a lesson's: it cannot be ended, unless another machine
 * has its bytes and does not finish it. That one may have burned, and its teacher gives up waiting.
 *
 * Throws as `findOwnUpload` does; `ConflictError` when the upload is finished; `UploadBusyError`.
 */
export async function endUpload(
  parts: UploadParts,
  actor: Actor,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const upload = await findOwnUpload(parts, actor, id);
  if (upload.state === 'finished') throw new ConflictError('wrong-state');
  await using lock = await parts.locks.take(id, signal);
  if (!lock) return endUpload(parts, actor, id, signal);
  if (lock.upload.offset === lock.upload.length && (await isFinishedHere(parts, lock)))
    throw new ConflictError('wrong-state');
  // Somebody newer may be writing to the file by now.
  if (!(await markUploadEnded(parts.database.db, id, lock.token))) throw new UploadBusyError();
  await parts.files.remove(id);
}

async function isFinishedHere(parts: UploadParts, lock: UploadLock): Promise<boolean> {
  try {
    await finishUpload(parts, lock);
    return true;
  } catch (error) {
    if (error instanceof UploadElsewhereError) return false;
    throw error;
  }
}
