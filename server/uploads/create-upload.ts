import type { Actor } from '../access/actor.ts';
import { requirePerson } from '../access/policy.ts';
import { newId } from '../db/new-id.ts';
import { insertUpload, listActiveUploads, serialiseUploadCreation } from '../db/uploads.ts';
import { refuseCreation } from './plan-creation.ts';
import { readQuotas } from './read-quotas.ts';
import type { UploadMetadata } from './tus-headers.ts';
import { asNoRoom } from './upload-errors.ts';
import type { UploadParts } from './upload-parts.ts';
import { expiryAfter, readUploadSettings } from './upload-settings.ts';

/**
 * Begins an upload after everything has been checked that can be known before the first byte; nothing is
 * written to the disk yet.
 *
 * Throws `TooLargeError`, `NoRoomError`, `QuotaReachedError`, `ConflictError` (too many open), `InvalidRequestError` (empty),
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
  const schoolId = await parts.findSchool(personId, asked.lessonId);
  const now = parts.clock.now();
  const id = newId();
  const expiresAt = expiryAfter(now, await readUploadSettings(database.db));
  const begin = database.transaction(async (trx) => {
    await serialiseUploadCreation(trx, database.kind);
    const active = await listActiveUploads(trx, new Date(now.getTime() - limits.idleAfter).toISOString());
    const quotas = await readQuotas(parts, trx, { personId, schoolId });
    const refusal = refuseCreation({ personId, length: asked.length }, active, freeBytes, limits, quotas);
    if (refusal) throw refusal;
    await insertUpload(trx, {
      id,
      person_id: personId,
      filename: asked.filename,
      filetype: asked.filetype,
      fingerprint: asked.fingerprint,
      school_id: schoolId,
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
