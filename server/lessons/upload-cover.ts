import type { AppContext } from '../context.ts';
import { newId } from '../db/new-id.ts';
import { UnsupportedTypeError } from '../errors.ts';
import { type ReceivedFile, readHead } from '../media-store/receive-file.ts';
import { isCoverPicture } from './attachment-types.ts';
import { awaitCover, pendingCovers } from './cover-upload.ts';
import { editLesson } from './edit-lesson.ts';
import type { Editor } from './editor.ts';

/** Throws `UnsupportedTypeError` for what does not begin as JPEG, PNG or WebP does. */
export function requireCoverPicture(head: Buffer): void {
  if (!isCoverPicture(head)) throw new UnsupportedTypeError('file-type', { types: ['JPEG', 'PNG', 'WebP'] });
}

/**
 * Keeps a received picture until a worker has made the lesson's cover of it. Nothing here decodes it.
 *
 * Throws `UnsupportedTypeError` for what does not begin as JPEG, PNG or WebP does.
 */
export async function uploadCover(
  context: Pick<AppContext, 'database' | 'clock' | 'mediaStore' | 'search' | 'jobs'>,
  by: Editor,
  lessonId: string,
  file: ReceivedFile,
): Promise<void> {
  requireCoverPicture(await readHead(file.path));
  const storeKey = pendingCovers + newId();
  await context.mediaStore.putFile(storeKey, file.path);
  // Whether a commit that failed has happened is not known: a picture that no lesson names is the sweep's.
  await editLesson(context, by, lessonId, 'cover', (trx, lesson, at) =>
    awaitCover(context, trx, lesson, storeKey, at),
  );
}
