import type { AppContext } from '../context.ts';
import { type AttachmentReasonCode, AttachmentState } from '../contract/lessons.ts';
import { findAttachment, updateAttachment } from '../db/attachments.ts';
import { appendToFeed } from '../db/feed.ts';
import { toJson } from '../db/json-column.ts';
import { type LessonWithPath, lockLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import type { Trx } from '../db/open-database.ts';
import type { Row } from '../db/schema.ts';
import { extensionOf, textExtensions } from './attachment-types.ts';
import { type AttachmentEvent, nextAttachmentState } from './lesson-life.ts';

export type { AttachmentReasonCode };

/** Where an attachment's bytes are kept. */
export function newAttachmentKey(): string {
  const id = newId();
  return `attachments/${id.slice(0, 2)}/${id}`;
}

/** Queues the look into an attachment that has just been put on a lesson: until then nobody gets it. */
export async function awaitCheck(
  { jobs }: Pick<AppContext, 'jobs'>,
  trx: Trx,
  attachmentId: string,
  teacherId: string,
): Promise<void> {
  await jobs.enqueue(trx, {
    kind: 'attachment',
    subjectId: attachmentId,
    payload: { attachmentId },
    groupId: teacherId,
  });
}

/** A picture as it was made anew, which takes the place of the one that was uploaded. */
export interface CleanedFile {
  storeKey: string;
  bytes: number;
  sha256: string;
}

/**
 * Gives an attachment to everybody who may have it, and queues the reading of its text; nothing happens to one
 * that was taken off meanwhile.
 */
export async function acceptAttachment(
  { clock, jobs }: Pick<AppContext, 'clock' | 'jobs'>,
  trx: Trx,
  attachmentId: string,
  cleaned?: CleanedFile,
): Promise<void> {
  const found = await lockAttachment(trx, attachmentId, 'accept');
  if (!found) return;
  const { attachment, lesson, state } = found;
  await updateAttachment(trx, attachment.id, {
    state,
    reason: null,
    ...(cleaned && { store_key: cleaned.storeKey, bytes: cleaned.bytes, sha256: cleaned.sha256 }),
  });
  if (textExtensions.has(extensionOf(attachment.filename)))
    await jobs.enqueue(trx, {
      kind: 'text',
      subjectId: attachment.id,
      payload: { attachmentId: attachment.id },
      groupId: lesson.teacher_id,
    });
  if (lesson.state === 'published') await appendToFeed(trx, [lesson.id], clock.now());
}

/** Shows on the lesson why an attachment is passed on to nobody; it stays until its teacher takes it off. */
export async function refuseAttachment(
  trx: Trx,
  attachmentId: string,
  code: AttachmentReasonCode,
  detail: string,
): Promise<void> {
  const found = await lockAttachment(trx, attachmentId, 'refuse');
  if (found)
    await updateAttachment(trx, attachmentId, { state: found.state, reason: toJson({ code, detail }) });
}

/** The look into an attachment begins again; nothing happens to one that was given out or taken off meanwhile. */
export async function reopenAttachment(trx: Trx, attachmentId: string): Promise<void> {
  const found = await lockAttachment(trx, attachmentId, 'recheck');
  if (found) await updateAttachment(trx, attachmentId, { state: found.state, reason: null });
}

/** With its lesson, which is locked first as everywhere; null when the event cannot happen any more. */
async function lockAttachment(
  trx: Trx,
  id: string,
  event: AttachmentEvent,
): Promise<{ attachment: Row<'attachments'>; lesson: LessonWithPath; state: AttachmentState } | null> {
  const before = await findAttachment(trx, id);
  const lesson = before && (await lockLesson(trx, before.lesson_id));
  const attachment = lesson && (await findAttachment(trx, id));
  if (!lesson || !attachment) return null;
  const state = nextAttachmentState(AttachmentState.parse(attachment.state), event);
  return state && { attachment, lesson, state };
}
