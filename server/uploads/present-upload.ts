import type { OpenUpload, UploadStatus } from '../contract/uploads.ts';
import type { UploadRow } from '../db/uploads.ts';

/** Its teacher is told so long before an upload expires, ms. */
const noticeOfExpiry = 48 * 3600_000;

export function presentUpload(upload: UploadRow, now: Date): OpenUpload {
  return {
    id: upload.id,
    filename: upload.filename,
    length: upload.length,
    offset: upload.offset,
    fingerprint: upload.fingerprint,
    createdAt: upload.created_at,
    activeAt: upload.active_at,
    expiresAt: upload.expires_at,
    expiresSoon: upload.state === 'open' && Date.parse(upload.expires_at) - now.getTime() <= noticeOfExpiry,
    lessonId: upload.lesson_id,
  };
}

export function presentUploadStatus(upload: UploadRow, now: Date): UploadStatus {
  return { ...presentUpload(upload, now), state: upload.state === 'finished' ? 'finished' : 'open' };
}
