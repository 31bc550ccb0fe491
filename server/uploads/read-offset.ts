import type { Actor } from '../access/actor.ts';
import type { UploadRow } from '../db/uploads.ts';
import { findOwnUpload } from './find-own-upload.ts';
import { finishUpload } from './finish-upload.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * The upload with the offset at which the next bytes will be taken. A request that still writes is ended
 * first: the client would not ask if it had not given up on it. Once offset and length are equal the
 * upload is finished, its file stored and its lesson made; where that was cut short it is done here.
 */
export async function readOffset(
  parts: UploadParts,
  actor: Actor,
  id: string,
  signal?: AbortSignal,
): Promise<UploadRow> {
  const upload = await findOwnUpload(parts, actor, id);
  const quiet = upload.writer === null && upload.offset < upload.length;
  if (upload.state === 'finished' || quiet) return upload;
  await using lock = await parts.locks.take(id, signal);
  if (lock && lock.upload.offset < lock.upload.length) return lock.upload;
  if (lock) await finishUpload(parts, lock);
  return findOwnUpload(parts, actor, id);
}
