import type { Config } from '../config.ts';
import type { AppContext } from '../context.ts';
import type { Attachment, AttachmentKind } from '../contract/lessons.ts';
import { attachmentLimits, extensionOf, mostAttachmentBytes } from '../contract/terms/attachment-limits.ts';
import type { Language } from '../contract/words/words.ts';
import {
  deleteAttachment,
  findAttachment,
  insertAttachment,
  listAttachments,
  updateAttachment,
} from '../db/attachments.ts';
import type { LessonWithPath } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import type { Db } from '../db/open-database.ts';
import type { Row } from '../db/schema.ts';
import { serialiseUploadCreation } from '../db/uploads.ts';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  TooLargeError,
  UnsupportedTypeError,
} from '../errors.ts';
import { hashFile } from '../media-store/hash-file.ts';
import { type ReceivedFile, readHead } from '../media-store/receive-file.ts';
import { formatBytes } from '../uploads/format-bytes.ts';
import { requireQuota } from '../uploads/read-quotas.ts';
import { recogniseAttachment } from './attachment-types.ts';
import { awaitCheck, newAttachmentKey } from './check-attachment.ts';
import { cleanFilename } from './clean-filename.ts';
import { editLesson } from './edit-lesson.ts';
import type { Editor } from './editor.ts';
import { presentAttachment } from './present-attachment.ts';
import { removeStored } from './remove-stored.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'mediaStore' | 'search' | 'jobs' | 'config' | 'uploads'>;

/** So many attachments a lesson may have, and so many bytes of them. */
export const mostAttachments = 20;
const mostBytes = 1024 ** 3;

/**
 * Throws `ConflictError` (`too-many-files`) when the lesson has as many attachments as one may have,
 * `TooLargeError` (`attachments-too-large`) when `bytes` more are too much for it, and `QuotaReachedError` when they
 * are for its teacher or school.
 */
export async function requirePlace(
  { config: { maxAttachmentBytes }, uploads }: Pick<AppContext, 'config' | 'uploads'>,
  db: Db,
  lesson: Pick<LessonWithPath, 'id' | 'teacher_id' | 'school_id'>,
  bytes: number,
): Promise<void> {
  const there = await listAttachments(db, [lesson.id]);
  if (there.length >= mostAttachments) throw new ConflictError('too-many-files', { max: mostAttachments });
  const most = Math.max(mostBytes, maxAttachmentBytes);
  if (there.reduce((sum, one) => sum + one.bytes, bytes) > most) {
    throw new TooLargeError('attachments-too-large', { max: formatBytes(most) });
  }
  await requireQuota(uploads, db, { personId: lesson.teacher_id, schoolId: lesson.school_id }, bytes);
}

/**
 * What a file is by its name and its first bytes: the type it will be served with. What is further inside is
 * not looked at here, but by the worker.
 *
 * Throws `UnsupportedTypeError` (`file-type`, `file-mismatch`), and `InvalidRequestError` (`upload-empty`) where
 * there is no first byte.
 */
export function requireAllowed(kind: AttachmentKind, filename: string, head: Buffer): string {
  const recognised = recogniseAttachment(kind, cleanFilename(filename), head);
  switch (recognised.kind) {
    case 'recognised':
      return recognised.type.mediaType;
    case 'unsupported':
      throw unsupported(kind);
    case 'mismatch':
      if (head.length === 0) throw new InvalidRequestError([], 'upload-empty');
      throw new UnsupportedTypeError('file-mismatch', { extension: recognised.extension });
    default:
      return recognised satisfies never;
  }
}

const unsupported = (kind: AttachmentKind) =>
  new UnsupportedTypeError('file-type', { types: attachmentLimits[kind].extensions });

/**
 * Keeps a received file as an attachment of a lesson of the person's, which nobody gets before a worker has looked
 * into it. The same file of the same name and kind is there once, however often it is sent. Its bytes are on disk
 * under a key of ours before the row that names it.
 *
 * Throws as `requireAllowed` and `requirePlace` do, and `TooLargeError` (`file-too-large`) for its kind.
 */
export async function addAttachment(
  context: Parts,
  by: Editor,
  lessonId: string,
  file: ReceivedFile,
  kind: AttachmentKind,
  language: Language,
): Promise<Attachment> {
  requireSize(kind, file.bytes, context.config);
  const row: Row<'attachments'> = {
    id: newId(),
    lesson_id: lessonId,
    kind,
    filename: cleanFilename(file.filename),
    media_type: requireAllowed(kind, file.filename, await readHead(file.path)),
    bytes: file.bytes,
    sha256: await hashFile(file.path),
    store_key: newAttachmentKey(),
    created_at: context.clock.now().toISOString(),
    state: 'checking',
    reason: null,
  };
  await context.mediaStore.putFile(row.store_key, file.path);
  // Whether a commit that failed has happened is not known: a file that no row names is the sweep's.
  const kept = await editLesson(context, by, lessonId, 'attachments', async (trx, lesson) => {
    await serialiseUploadCreation(trx, context.database.kind);
    const same = (await listAttachments(trx, [lessonId])).find((there) => isSame(there, row));
    if (same) return same;
    await requirePlace(context, trx, lesson, row.bytes);
    await insertAttachment(trx, row);
    await awaitCheck(context, trx, row.id, by.person.id);
    return row;
  });
  if (kept !== row) await removeStored(context, row.store_key);
  return presentAttachment(kept, language);
}

function requireSize(kind: AttachmentKind, bytes: number, config: Pick<Config, 'maxAttachmentBytes'>): void {
  const most = mostAttachmentBytes(kind, config.maxAttachmentBytes);
  if (bytes > most) throw new TooLargeError('file-too-large', { max: formatBytes(most) });
}

/** Sent once more by somebody whom the answer did not reach. One that was refused is looked into again. */
function isSame(there: Row<'attachments'>, sent: Row<'attachments'>): boolean {
  const { kind, filename, sha256 } = there;
  return kind === sent.kind && filename === sent.filename && sha256 === sent.sha256 && there.reason === null;
}

/**
 * Makes an attachment one of another kind, where that takes files like it.
 *
 * Throws `UnsupportedTypeError` (`file-type`) and `TooLargeError` (`file-too-large`) where it does not, and
 * `NotFoundError` when the lesson has no such attachment.
 */
export async function changeAttachmentKind(
  context: Pick<Parts, 'database' | 'clock' | 'search' | 'config'>,
  by: Editor,
  at: { id: string; attachment: string },
  kind: AttachmentKind,
  language: Language,
): Promise<Attachment> {
  const changed = await editLesson(context, by, at.id, 'attachments', async (trx) => {
    const attachment = await findAttachmentOf(trx, at.id, at.attachment);
    const extension = extensionOf(attachment.filename);
    if (!attachmentLimits[kind].extensions.some((one) => one === extension)) throw unsupported(kind);
    requireSize(kind, attachment.bytes, context.config);
    await updateAttachment(trx, attachment.id, { kind });
    return { ...attachment, kind };
  });
  return presentAttachment(changed, language);
}

export async function removeAttachment(
  context: Pick<Parts, 'database' | 'clock' | 'mediaStore' | 'search'>,
  by: Editor,
  lessonId: string,
  attachmentId: string,
): Promise<void> {
  const storeKey = await editLesson(context, by, lessonId, 'attachments', async (trx) => {
    const attachment = await findAttachmentOf(trx, lessonId, attachmentId);
    await deleteAttachment(trx, attachment.id);
    return attachment.store_key;
  });
  await removeStored(context, storeKey);
}

/** Throws `NotFoundError` when the lesson has no such attachment. */
export async function findAttachmentOf(
  db: Db,
  lessonId: string,
  attachmentId: string,
): Promise<Row<'attachments'>> {
  const attachment = await findAttachment(db, attachmentId);
  if (attachment?.lesson_id !== lessonId) throw new NotFoundError();
  return attachment;
}
