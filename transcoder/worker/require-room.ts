import type { MediaStore } from '../../server/media-store/media-store.ts';
import { NoRoomError } from '../errors.ts';

/** What the database and the rest of the machine go on living on. */
const keptFreeBytes = 256 * 1024 ** 2;

/** Throws NoRoomError before work begins that would fill the disk: the database needs room to say so. */
export async function requireRoom(mediaStore: MediaStore, bytes: number): Promise<void> {
  const free = await mediaStore.freeBytes();
  const needed = bytes + keptFreeBytes;
  if (free >= needed) return;
  throw new NoRoomError(
    `the disk of the media store has ${inMebibytes(free)} MiB left and ${inMebibytes(needed)} are needed: make room`,
  );
}

const inMebibytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
