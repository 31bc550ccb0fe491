import { isPlayAddressValid, type PlayAddress } from '../../access/play-address.ts';
import { findEarlySight } from '../../db/early-sights.ts';
import { ForbiddenError, NotFoundError } from '../../errors.ts';
import {
  earlyPlaylistName,
  earlyPrefix,
  isEarlyFile,
  writeEarlyPlaylist,
} from '../../lessons/early-files.ts';
import { sendStoredFile } from '../../media-store/send-stored-file.ts';
import type { Call } from '../../route.ts';
import { cacheControl, typeOf } from './play-headers.ts';

/**
 * A playlist that grows, or a segment, of a video that waits or is being made. Throws `NotFoundError` for what is not
 * there yet, and for everything once the video is ready or could not be made.
 */
export async function sendEarlyFile(
  { context, request, response, signal }: Pick<Call, 'context' | 'request' | 'response' | 'signal'>,
  address: PlayAddress,
  path: string,
): Promise<void> {
  const sight = await findEarlySight(context.database.db, address.versionId);
  if (!sight) throw new NotFoundError();
  const about = { epoch: sight.address_epoch, durationSeconds: sight.lesson_seconds };
  if (!isPlayAddressValid(context.playSecret, address, about, context.clock.now())) {
    throw new ForbiddenError('address-closed');
  }
  if (path === earlyPlaylistName) {
    response.set({ 'Content-Type': typeOf(path), 'Cache-Control': 'no-store' });
    response.send(writeEarlyPlaylist(sight));
    return;
  }
  if (!isEarlyFile(sight, path)) throw new NotFoundError();
  const file = { key: `${earlyPrefix(sight.id)}/${path}`, contentType: typeOf(path), cacheControl };
  await sendStoredFile(context.mediaStore, file, request, response, signal);
}
