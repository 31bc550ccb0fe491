import type { Attachment, AttachmentKind } from '../contract/lessons.ts';
import type { Row } from '../db/schema.ts';

export function presentAttachment(row: Row<'attachments'>): Attachment {
  return {
    id: row.id,
    kind: row.kind as AttachmentKind,
    filename: row.filename,
    mediaType: row.media_type,
    bytes: row.bytes,
    url: `/api/lessons/${row.lesson_id}/attachments/${row.id}`,
  };
}
