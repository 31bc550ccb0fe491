import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError, VerificationError } from '../errors.ts';
import type { Rendition } from '../media-version.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { measureBandwidth } from './measure-bandwidth.ts';
import { parsePlaylist } from './parse-playlist.ts';
import { readCodecs } from './read-codecs.ts';

/**
 * Describes a rendition from what lies on disk. Throws VerificationError for what is missing or empty, and
 * MediaRejectedError where all of it lasts no time.
 */
export async function readRendition(
  outputFolder: string,
  plan: TranscodePlan,
  rendition: RenditionPlan,
): Promise<Rendition> {
  const folder = join(outputFolder, rendition.folder);
  const playlist = `${rendition.folder}/index.m3u8`;
  const listed = parsePlaylist(await readFile(join(outputFolder, playlist), 'utf8'));
  if (listed.length === 0) throw new VerificationError(`${playlist} lists nothing`);
  if (listed.every(({ durationSeconds }) => durationSeconds === 0)) {
    throw new MediaRejectedError('no-picture-decoded', 'what could be decoded lasts no time');
  }
  const segments = await Promise.all(
    listed.map(async (segment) => ({ ...segment, bytes: await sizeOf(join(folder, segment.file)) })),
  );
  const init = await readFile(join(folder, 'init.mp4'));
  return {
    height: rendition.height,
    width: rendition.width,
    frameRate: plan.picture.frameRate,
    ...measureBandwidth(segments, plan.segmentSeconds),
    codecs: readCodecs(init, plan.sound !== null),
    bytes: segments.reduce((sum, { bytes }) => sum + bytes, init.length),
    playlist,
    segments,
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new VerificationError(`${path} is missing`, { cause });
  }
}
