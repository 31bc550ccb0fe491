import { markUploadEnded } from '../db/uploads.ts';
import { GoneError } from '../errors.ts';
import { UploadBytesLostError } from './upload-errors.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';

/**
 * Ends the upload when bytes that were acknowledged are not on the disk any more (a restored backup, a
 * broken disk), and throws `GoneError`: the teacher is asked to begin again, nothing is guessed.
 */
export async function endIfLost<T>(parts: UploadParts, lock: UploadLock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UploadBytesLostError)) throw error;
    parts.log.error(
      { err: error, uploadId: lock.upload.id },
      'an upload was ended, its teacher is asked to begin again: bytes that were acknowledged are missing on the disk. Look at dmesg and run npm run verify',
    );
    await markUploadEnded(parts.database.db, lock.upload.id, lock.token);
    throw new GoneError('upload-ended');
  }
}
