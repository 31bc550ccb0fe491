import type { LocalParts, MediaStore } from '../../server/media-store/media-store.ts';
import { OPENING_SECONDS } from '../encode/build-opening-arguments.ts';
import { MediaRejectedError } from '../errors.ts';
import { findBeginning } from '../probe/find-beginning.ts';
import { NeedsWholeFileError } from '../probe/probe-media.ts';
import type { Sandbox } from '../sandbox.ts';

const MiB = 1024 ** 2;

/** Fetched first: an index stands at either end, and probing reads a little of what lies at the beginning. */
const START_BYTES = 8 * MiB;
const END_BYTES = 4 * MiB;

/** A file of which more is needed than this share is fetched whole: the job that makes its video can use it too. */
const MOST_SHARE = 0.5;

/** Decoders read a little ahead, and files hold pictures and their sound a little apart. */
const AHEAD_SECONDS = 4;

interface Run {
  sandbox: Sandbox;
  signal: AbortSignal;
}

/**
 * Hands out the path of a stored file for making its opening. Of a large one that is elsewhere it has first what that
 * needs, the rest being noughts (`partial`): where that does not serve it is handed out again, whole.
 */
export async function withBeginning(
  mediaStore: Pick<MediaStore, 'withPartsOfFile' | 'withLocalFile'>,
  key: string,
  run: Run,
  use: (file: { source: string; partial: boolean }) => Promise<void>,
): Promise<void> {
  const useParts = async (parts: LocalParts) => {
    const file = { source: parts.path, partial: !parts.whole };
    if (file.partial && !(await fetchBeginning(parts, run))) return false;
    try {
      await use(file);
      return true;
    } catch (error) {
      // Of a part nothing is concluded about the file.
      const ofTheFile = error instanceof NeedsWholeFileError || error instanceof MediaRejectedError;
      if (!file.partial || !ofTheFile) throw error;
      return false;
    }
  };
  if (await mediaStore.withPartsOfFile(key, useParts, run.signal)) return;
  await mediaStore.withLocalFile(key, (source) => use({ source, partial: false }), run.signal);
}

/**
 * Fetches as much of a large file as its opening is made of: its index, and its first seconds. False where that is not
 * much less than all of it, or cannot be told.
 */
async function fetchBeginning(
  { path, bytes, fetch }: LocalParts,
  { sandbox, signal }: Run,
): Promise<boolean> {
  const wantedSeconds = OPENING_SECONDS + AHEAD_SECONDS;
  const most = bytes * MOST_SHARE;
  let startBytes = START_BYTES;
  let endBytes = END_BYTES;
  while (startBytes + endBytes <= most) {
    await fetch({ start: 0, end: startBytes - 1 });
    await fetch({ start: bytes - endBytes, end: bytes - 1 });
    const found = await findBeginning(path, wantedSeconds, sandbox, signal);
    if (!found) {
      // The index may be longer.
      startBytes *= 2;
      endBytes *= 2;
    } else if (found.seconds < wantedSeconds - AHEAD_SECONDS / 2) {
      const perSecond = found.endBytes / found.seconds;
      startBytes = Math.ceil(Math.max(startBytes, perSecond * wantedSeconds) * 1.2);
    } else {
      if (found.endBytes > most) return false;
      await fetch({ start: 0, end: found.endBytes - 1 });
      return true;
    }
  }
  return false;
}
