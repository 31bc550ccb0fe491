import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { VerificationError } from '../errors.ts';

/** A finished segment, and what it stands on. */
export interface FinishedSegment {
  index: number;
  bytes: Buffer;
  init: Buffer;
}

export interface SegmentFollower {
  /** Exists, and is still empty and ours. */
  folder: string;
  /** Segments of full length there will be: what the last one lasts is known only at the end. */
  count: number;
  /** Called for each in the order of playing. */
  onSegment(segment: FinishedSegment): void;
}

/** A look into the folder costs a system call. */
const everyMs = 100;
/** Twelve seconds of what is watched early have less than a tenth of it. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Tells of segments as an encoder finishes them in a folder, until it is disposed: by then of all that are there.
 * ffmpeg writes each under another name first (`-hls_flags temp_file`), so what has its name is whole.
 *
 * Whoever writes there is not trusted: only plain files of this very folder are read, whatever links are planted
 * meanwhile. Disposing throws VerificationError where there was something else.
 */
export async function followSegments(follower: SegmentFollower): Promise<AsyncDisposable> {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const folder = await open(follower.folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  const end = new AbortController();
  const followed = follow(folder, follower, end.signal).finally(() => folder.close());
  // Whoever disposes of it hears of a failure; until then it must not end the process.
  followed.catch(() => {});
  return {
    async [Symbol.asyncDispose]() {
      end.abort();
      await followed;
    },
  };
}

async function follow(
  folder: FileHandle,
  { count, onSegment }: SegmentFollower,
  end: AbortSignal,
): Promise<void> {
  let init: Buffer | null = null;
  for (let index = 0; index < count; ) {
    const last = end.aborted;
    const bytes = await readPlainFile(folder, `${String(index).padStart(5, '0')}.m4s`);
    if (bytes) {
      init ??= await readPlainFile(folder, 'init.mp4');
      if (!init) throw new VerificationError('a segment came before its init.mp4');
      onSegment({ index, bytes, init });
      index += 1;
    } else if (last) return;
    else await sleep(everyMs, undefined, { signal: end }).catch(() => {});
  }
}

/** Null while it is not there. */
async function readPlainFile(folder: FileHandle, name: string): Promise<Buffer | null> {
  // Through the opened folder: a path would lead elsewhere once the folder's name is given to a link.
  const path = `/proc/self/fd/${folder.fd}/${name}`;
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new VerificationError(`${name} is no file`, { cause: error });
  }
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > mostBytes) throw new VerificationError(`${name} is no segment`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
