import { markUploadEnded } from '../db/uploads.ts';
import { GoneError } from '../errors.ts';
import { NoSchoolError, UploadBytesLostError } from './upload-errors.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * Ends the upload, said once in the log and to its teacher, when no other try can help: bytes that were acknowledged
 * are not on the disk any more (a restored backup, a broken disk), or there is no school for its lesson.
 *
 * Throws `GoneError` for lost bytes (the teacher is asked to begin again, nothing is guessed), `NoSchoolError`, and
 * whatever else `work` throws.
 */
export async function endIfHopeless<T>(
  parts: UploadParts,
  lock: UploadLock,
  work: () => Promise<T>,
): Promise<T> {
  const { upload } = lock;
  const end = async (err: Error, text: string, reason: string | null) => {
    // Somebody newer may have the upload by now; then it is theirs to end.
    if (!(await markUploadEnded(parts.database.db, upload.id, lock.token, reason))) return;
    parts.log.error({ err, uploadId: upload.id }, text);
  };
  try {
    return await work();
  } catch (error) {
    if (error instanceof UploadBytesLostError) {
      await end(
        error,
        'an upload was ended, its teacher is asked to begin again: bytes that were acknowledged are missing on the disk. Look at dmesg and run npm run verify',
        null,
      );
      throw new GoneError('upload-ended');
    }
    if (error instanceof NoSchoolError) {
      await end(
        error,
        'a whole upload was ended and its teacher told: they belong to no school that its lesson could be of. For a day its file stays below originals/ of the media store, under the id of the upload; give the account its role back on the people page and have the video sent again',
        error.code,
      );
    }
    throw error;
  }
}
