import type { Actor } from '../access/actor.ts';
import { authorise, requirePerson } from '../access/policy.ts';
import { findUpload, type UploadRow } from '../db/uploads.ts';
import { GoneError, NotFoundError } from '../errors.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * The actor's upload, open or finished.
 *
 * Throws `NotSignedInError` first of all, so that a session that has run out never looks like an upload
 * that is gone; `NotFoundError` for somebody else's; `GoneError` for one that has ended or expired.
 */
export async function findOwnUpload(parts: UploadParts, actor: Actor, id: string): Promise<UploadRow> {
  requirePerson(actor);
  const upload = await findUpload(parts.database.db, id);
  if (!upload) throw new NotFoundError();
  requireOwn(actor, upload.person_id);
  // "If an upload expires, the Server SHOULD respond with the 404 Not Found or 410 Gone status."
  if (upload.state === 'ended' || isExpired(upload, parts.clock.now()))
    throw new GoneError(upload.end_reason === 'no-school' ? 'no-school' : 'upload-ended');
  return upload;
}

/** Throws `NotSignedInError` for a visitor, and `NotFoundError` unless the upload is the actor's. */
export function requireOwn(actor: Actor, personId: string): void {
  requirePerson(actor);
  authorise(actor, 'upload.use', { personId });
}

/** A whole upload never expires: it only waits to be finished. */
export function isExpired(upload: UploadRow, now: Date): boolean {
  return upload.state === 'open' && upload.offset < upload.length && upload.expires_at <= now.toISOString();
}
