import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError, VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import type { SegmentLayout } from '../plan/segment-layout.ts';
import { measureBandwidth } from './measure-bandwidth.ts';
import { parsePlaylist } from './parse-playlist.ts';

/**
 * Describes the segments of one folder from what lies on disk, and answers its `init.mp4`. Throws VerificationError
 * for what is missing or empty, and MediaRejectedError where all of it lasts no time.
 */
export async function readStream(
  outputFolder: string,
  folder: string,
  { segmentSeconds }: SegmentLayout,
): Promise<{ stream: Omit<EncodedStream, 'codecs'>; init: Uint8Array }> {
  const playlist = `${folder}/index.m3u8`;
  const listed = parsePlaylist(await readFile(join(outputFolder, playlist), 'utf8'));
  if (listed.length === 0) throw new VerificationError(`${playlist} lists nothing`);
  if (listed.every(({ durationSeconds }) => durationSeconds === 0)) {
    throw new MediaRejectedError('no-picture-decoded', 'what could be decoded lasts no time');
  }
  const segments = await Promise.all(
    listed.map(async (segment) => ({
      ...segment,
      bytes: await sizeOf(join(outputFolder, folder, segment.file)),
    })),
  );
  const init = await readFile(join(outputFolder, folder, 'init.mp4'));
  const stream = {
    ...measureBandwidth(segments, segmentSeconds),
    bytes: segments.reduce((sum, { bytes }) => sum + bytes, init.length),
    playlist,
    segments,
  };
  return { stream, init };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new VerificationError(`${path} is missing`, { cause });
  }
}
