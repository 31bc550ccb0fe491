import type { OpenUpload, UploadStatus } from '../contract/uploads.ts';
import type { UploadRow } from '../db/uploads.ts';

export function presentUpload(upload: UploadRow): OpenUpload {
  return {
    id: upload.id,
    filename: upload.filename,
    length: upload.length,
    offset: upload.offset,
    createdAt: upload.created_at,
    activeAt: upload.active_at,
    expiresAt: upload.expires_at,
    lessonId: upload.lesson_id,
  };
}

export function presentUploadStatus(upload: UploadRow): UploadStatus {
  return { ...presentUpload(upload), state: upload.state === 'finished' ? 'finished' : 'open' };
}
