import { advise } from '../advise.ts';
import {
  findUpload,
  listDuplicateUploads,
  listExpiredUploads,
  listUnfiledUploads,
  markUploadEnded,
} from '../db/uploads.ts';
import { GoneError } from '../errors.ts';
import { MediaStoreUnavailableError } from '../media-store/media-store.ts';
import { isExpired } from './find-own-upload.ts';
import { finishUpload, removeOwnCopy } from './finish-upload.ts';
import { NoSchoolError, UploadElsewhereError } from './upload-errors.ts';
import type { UploadParts } from './upload-parts.ts';

/** Sweeps come every hour: what is older was swept. Milliseconds. */
const duplicatesLookBack = 7 * 24 * 3600_000;

/** Finishes what was whole when the program was stopped. Call it at start, and with every sweep. */
export async function finishLeftOvers(parts: UploadParts): Promise<{ finished: number }> {
  let finished = 0;
  for (const { id } of await listUnfiledUploads(parts.database.db)) {
    await using lock = await parts.locks.takeIfFree(id);
    if (!lock) continue;
    try {
      await finishUpload(parts, lock);
      finished += 1;
    } catch (error) {
      // Ended and said already: no other try helps.
      if (error instanceof NoSchoolError || error instanceof GoneError) continue;
      // Who has its bytes finishes it.
      if (error instanceof UploadElsewhereError) continue;
      // No other would be taken either. Who looks after the store says so.
      if (error instanceof MediaStoreUnavailableError) break;
      parts.log.error(
        { err: error, uploadId: id },
        `a whole upload could not be finished; it is kept and tried again within the hour: ${advise(error)}`,
      );
    }
  }
  return { finished };
}

/**
 * Ends uploads that nothing came for until they expired, and removes files that no open upload needs.
 * It disturbs nobody who writes, and leaves alone what is whole.
 */
export async function sweepUploads(parts: UploadParts): Promise<{ ended: number; filesRemoved: number }> {
  const { db } = parts.database;
  const now = parts.clock.now();
  let ended = 0;
  for (const { id } of await listExpiredUploads(db, now.toISOString())) {
    await using lock = await parts.locks.takeIfFree(id);
    if (!lock || !isExpired(lock.upload, now)) continue;
    if (await markUploadEnded(db, id, lock.token)) ended += 1;
  }
  // A finish that was killed after its commit may have left its second copy.
  const since = new Date(now.getTime() - duplicatesLookBack).toISOString();
  for (const { id } of await listDuplicateUploads(db, since)) await removeOwnCopy(parts, id);
  return { ended, filesRemoved: await removeStrayFiles(parts) };
}

async function removeStrayFiles(parts: UploadParts): Promise<number> {
  let removed = 0;
  for (const name of await parts.files.list()) {
    // Rows come before files and are kept for long after them, so a file without one is not an upload of ours.
    const upload = await findUpload(parts.database.db, name);
    if (!upload || upload.state === 'open') continue;
    await parts.files.remove(name);
    removed += 1;
  }
  return removed;
}
