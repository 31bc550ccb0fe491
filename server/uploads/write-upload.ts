import type { Readable } from 'node:stream';
import type { Actor } from '../access/actor.ts';
import type { UploadRow } from '../db/uploads.ts';
import { ConflictError, TooLargeError } from '../errors.ts';
import { endIfHopeless } from './end-if-hopeless.ts';
import { findOwnUpload, requireOwn } from './find-own-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { formatBytes } from './format-bytes.ts';
import { receiveBytes } from './receive-bytes.ts';
import { asNoRoom } from './upload-errors.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';

export type WriteOutcome =
  | { state: 'open'; offset: number; expiresAt: string }
  | { state: 'finished'; offset: number; lessonId: string | null }
  | { state: 'interrupted' };

export interface SentBytes {
  /** Where the client says they belong. */
  offset: number;
  /** As announced; null when the body is chunked. */
  contentLength: number | null;
  body: Readable;
  /** Who sends it by now: asked whenever bytes are recorded, and before the upload is finished. */
  askAgain(): Promise<Actor>;
  signal?: AbortSignal;
}

/**
 * Takes bytes at the upload's end, and finishes the upload with the last one. Once this resolves, what
 * it says is on disk.
 *
 * Throws as `findOwnUpload` does, also when the session ends or the account is closed meanwhile; `ConflictError`
 * when the bytes belong elsewhere, `TooLargeError` when they are too many, `NoRoomError` on a full disk (what
 * fitted is kept), `UploadBusyError`.
 */
export async function writeUpload(
  parts: UploadParts,
  actor: Actor,
  id: string,
  sent: SentBytes,
): Promise<WriteOutcome> {
  const upload = await findOwnUpload(parts, actor, id);
  // An offset never goes back, so a wrong one is known before anybody is disturbed.
  if (sent.offset < upload.offset || sent.offset > upload.length) throw new ConflictError('upload-offset');
  if (sent.offset + (sent.contentLength ?? 0) > upload.length) {
    throw new TooLargeError('upload-too-large', { max: formatBytes(upload.length) });
  }
  if (upload.state === 'finished') return finished(upload);
  await using lock = await parts.locks.take(id, sent.signal);
  // Whoever wrote until now has finished or ended it.
  if (!lock) return finished(await findOwnUpload(parts, actor, id));
  // "If the offsets do not match, the Server MUST respond with the 409 Conflict status without
  // modifying the upload resource."
  if (lock.upload.offset !== sent.offset) throw new ConflictError('upload-offset');
  try {
    return await appendAndFinish(parts, lock, sent);
  } catch (error) {
    throw asNoRoom(error);
  }
}

async function appendAndFinish(parts: UploadParts, lock: UploadLock, sent: SentBytes): Promise<WriteOutcome> {
  const { offset, length, person_id: personId } = lock.upload;
  const requireStill = async () => requireOwn(await sent.askAgain(), personId);
  const received =
    offset < length
      ? await endIfHopeless(parts, lock, () => receiveBytes(parts, lock, sent.body, requireStill))
      : undefined;
  if ((received?.offset ?? offset) === length) {
    await requireStill();
    return { state: 'finished', offset: length, lessonId: await finishUpload(parts, lock) };
  }
  if (!received || received.interrupted) return { state: 'interrupted' };
  return { state: 'open', offset: received.offset, expiresAt: received.expiresAt };
}

function finished(upload: UploadRow): WriteOutcome {
  if (upload.state !== 'finished') throw new ConflictError('upload-offset');
  return { state: 'finished', offset: upload.length, lessonId: upload.lesson_id };
}
