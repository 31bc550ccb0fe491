import type { Actor } from '../access/actor.ts';
import { requirePerson } from '../access/policy.ts';
import { newId } from '../db/new-id.ts';
import { insertUpload, listActiveUploads, serialiseUploadCreation } from '../db/uploads.ts';
import { refuseCreation } from './plan-creation.ts';
import type { UploadMetadata } from './tus-headers.ts';
import { asNoRoom } from './upload-errors.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * Begins an upload after everything has been checked that can be known before the first byte; nothing is
 * written to the disk yet.
 *
 * Throws `TooLargeError`, `NoRoomError`, `ConflictError` (too many open), `InvalidRequestError` (empty),
 * and what `checkLesson` throws.
 */
export async function createUpload(
  parts: UploadParts,
  actor: Actor,
  asked: UploadMetadata & { length: number },
): Promise<{ id: string; expiresAt: string }> {
  const personId = requirePerson(actor).id;
  if (asked.lessonId !== null) await parts.checkLesson(actor, asked.lessonId);
  const { limits, database } = parts;
  const freeBytes = await parts.files.freeBytes();
  const now = parts.clock.now();
  const id = newId();
  const expiresAt = after(now, limits.expiresAfter);
  const begin = database.transaction(async (trx) => {
    await serialiseUploadCreation(trx, database.kind);
    const active = await listActiveUploads(trx, after(now, -limits.idleAfter));
    const refusal = refuseCreation({ personId, length: asked.length }, active, freeBytes, limits);
    if (refusal) throw refusal;
    await insertUpload(trx, {
      id,
      person_id: personId,
      filename: asked.filename,
      filetype: asked.filetype,
      lesson_id: asked.lessonId,
      length: asked.length,
      state: 'open',
      original_id: null,
      created_at: now.toISOString(),
      active_at: now.toISOString(),
      expires_at: expiresAt,
    });
  });
  await begin.catch((error: unknown) => {
    throw asNoRoom(error);
  });
  return { id, expiresAt };
}

function after(start: Date, milliseconds: number): string {
  return new Date(start.getTime() + milliseconds).toISOString();
}
