import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { AppContext } from '../context.ts';
import type { Attachment, AttachmentKind } from '../contract/lessons.ts';
import { deleteAttachment, findAttachment, insertAttachment, listAttachments } from '../db/attachments.ts';
import { newId } from '../db/new-id.ts';
import type { Db } from '../db/open-database.ts';
import type { Row } from '../db/schema.ts';
import { ConflictError, NotFoundError, UnsupportedTypeError } from '../errors.ts';
import { type ReceivedFile, readHead } from '../media-store/receive-file.ts';
import { attachmentTypes, recogniseAttachment } from './attachment-types.ts';
import { cleanFilename } from './clean-filename.ts';
import { editLesson } from './edit-lesson.ts';
import type { Editor } from './editor.ts';
import { presentAttachment } from './present-attachment.ts';
import { removeStored } from './remove-stored.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'mediaStore' | 'search'>;

/** An attachment may be put on a lesson this often. */
export const mostAttachments = 20;

/** Throws `ConflictError` when the lesson has as many attachments as one may have. */
export async function requirePlace(db: Db, lessonId: string): Promise<void> {
  const there = await listAttachments(db, [lessonId]);
  if (there.length >= mostAttachments) throw new ConflictError('too-many-files', { max: mostAttachments });
}

/**
 * Keeps a received file as an attachment of a lesson of the person's. Its bytes are on disk under a key of
 * ours before the row that names it.
 *
 * Throws `UnsupportedTypeError` (`file-type`, `file-mismatch`) or `ConflictError` (`too-many-files`).
 */
export async function addAttachment(
  context: Parts,
  by: Editor,
  lessonId: string,
  file: ReceivedFile,
  kind: AttachmentKind,
): Promise<Attachment> {
  const filename = cleanFilename(file.filename);
  const mediaType = await requireAllowed(filename, file.path);
  const sha256 = await hashFile(file.path);
  const id = newId();
  const storeKey = `attachments/${id.slice(0, 2)}/${id}`;
  await context.mediaStore.putFile(storeKey, file.path);
  const row: Row<'attachments'> = {
    id,
    lesson_id: lessonId,
    kind,
    filename,
    media_type: mediaType,
    bytes: file.bytes,
    sha256,
    store_key: storeKey,
    created_at: context.clock.now().toISOString(),
  };
  // Whether a commit that failed has happened is not known: a file that no row names is the sweep's.
  await editLesson(context, by, lessonId, 'attachments', async (trx) => {
    await requirePlace(trx, lessonId);
    await insertAttachment(trx, row);
  });
  return presentAttachment(row);
}

export async function removeAttachment(
  context: Parts,
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

/** The media type it will be served with. What is packed inside a ZIP, docx or pptx is not looked at here. */
async function requireAllowed(filename: string, path: string): Promise<string> {
  const recognised = recogniseAttachment(filename, await readHead(path));
  switch (recognised.kind) {
    case 'recognised':
      return recognised.type.mediaType;
    case 'unsupported':
      throw new UnsupportedTypeError('file-type', {
        types: attachmentTypes.map((type) => type.extension).join(', '),
      });
    case 'mismatch':
      throw new UnsupportedTypeError('file-mismatch', { extension: recognised.extension });
    default:
      return recognised satisfies never;
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
