import { z } from 'zod';
import {
  type Attachment,
  type AttachmentKind,
  AttachmentReasonCode,
  type AttachmentState,
} from '../contract/lessons.ts';
import { attachmentReasons as en } from '../contract/words/en/attachments.ts';
import type { Language } from '../contract/words/words.ts';
import { attachmentReasons as zh } from '../contract/words/zh/attachments.ts';
import type { ListedAttachment } from '../db/attachments.ts';
import { fromJson } from '../db/json-column.ts';
import type { Row } from '../db/schema.ts';

const words: Record<Language, Record<AttachmentReasonCode, string>> = { zh, en };
const StoredReason = z.object({ code: AttachmentReasonCode });

/** What a lesson shows of its attachments: to its teacher and those who check it all, to others what they get. */
export function presentAttachments(
  rows: readonly ListedAttachment[],
  isInsider: boolean,
  language: Language,
): Attachment[] {
  return rows
    .filter((row) => isInsider || isReady(row))
    .map((row) => ({
      ...presentAttachment(row, language),
      ...(isInsider && row.textless === 1 && { textless: true as const }),
    }));
}

/** Whether it has been looked into and may be given to somebody. */
export const isReady = (row: Pick<Row<'attachments'>, 'state'>): boolean => row.state === 'ready';

export function presentAttachment(row: Row<'attachments'>, language: Language): Attachment {
  const code = row.reason === null ? null : fromJson(StoredReason, row.reason).code;
  return {
    id: row.id,
    kind: row.kind as AttachmentKind,
    filename: row.filename,
    mediaType: row.media_type,
    bytes: row.bytes,
    url: `/api/lessons/${row.lesson_id}/attachments/${row.id}`,
    state: row.state as AttachmentState,
    ...(code !== null && { reason: { code, text: words[language][code] } }),
  };
}
