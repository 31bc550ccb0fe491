import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';
import { copies } from '../plan/choose-copy.ts';
import { LATE_START_SECONDS } from '../plan/cut-at-keyframes.ts';
import { type SegmentLayout, segmentLength } from '../plan/segment-layout.ts';
import type { CopyPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { type PlaylistSegment, parsePlaylist } from './parse-playlist.ts';

/** A source whose picture cannot be copied after all: the lesson is to be encoded without a copy. */
export class CopyUnfitError extends Error {
  override readonly name = 'CopyUnfitError';
}

/** Whether what went wrong with a plan may go well without its copy: ours is as planned, a source may be anything. */
export function isOfCopy(error: unknown, plan: TranscodePlan): error is Error {
  return error instanceof CopyUnfitError || (error instanceof VerificationError && copies(plan));
}

/** By so much a segment may be shorter or longer: keyframes of the source stand up to half a frame beside boundaries. */
export function copySlack(index: number, frameRate: number): number {
  return 1 / frameRate + 0.002 + (index === 0 ? LATE_START_SECONDS : 0);
}

/**
 * Makes the segments of a copied rendition out of files of one group of pictures each, as ffmpeg cut them, and its
 * playlist anew. Throws CopyUnfitError, and then leaves rubbish, where groups are not those that were counted.
 */
export async function joinGroups(
  folder: string,
  { groups }: CopyPlan,
  layout: SegmentLayout & { picture: { frameRate: number } },
): Promise<void> {
  const path = join(folder, 'index.m3u8');
  const files = parsePlaylist(await readFile(path, 'utf8'));
  const expected = groups.reduce((sum, count) => sum + count, 0);
  if (files.length !== expected)
    throw new CopyUnfitError(`${files.length} groups of pictures instead of ${expected}`);

  const segments: PlaylistSegment[] = [];
  let at = 0;
  for (const [index, count] of groups.entries()) {
    const parts = files.slice(at, at + count);
    at += count;
    const durationSeconds = parts.reduce((sum, part) => sum + part.durationSeconds, 0);
    const last = index === groups.length - 1;
    if (
      !last &&
      Math.abs(durationSeconds - segmentLength(layout, index)) > copySlack(index, layout.picture.frameRate)
    )
      throw new CopyUnfitError(`segment ${index} lasts ${durationSeconds} s`);
    const bytes = await Promise.all(parts.map(({ file }) => readFile(join(folder, file))));
    const file = `${String(index).padStart(5, '0')}.m4s`;
    // None that is still to be read: a segment has at least one group.
    await writeFile(join(folder, file), Buffer.concat(bytes.flatMap(withoutIndex)));
    segments.push({ file, durationSeconds });
  }
  for (const { file } of files.slice(groups.length)) await rm(join(folder, file));
  await writeFile(path, writePlaylist(segments));
}

/** Index of a segment of its own, which is wrong for a part of one (ISO/IEC 14496-12, 8.16.3). */
const INDEX_BOX = 'sidx';

/** The boxes of a segment but for its index. */
function withoutIndex(segment: Buffer): Buffer[] {
  const boxes: Buffer[] = [];
  for (let at = 0; at < segment.length; ) {
    const size = at + 8 <= segment.length ? segment.readUInt32BE(at) : 0;
    if (size < 8 || at + size > segment.length) throw new CopyUnfitError('a segment is not made of boxes');
    if (segment.toString('latin1', at + 4, at + 8) !== INDEX_BOX) boxes.push(segment.subarray(at, at + size));
    at += size;
  }
  return boxes;
}

function writePlaylist(segments: readonly PlaylistSegment[]): string {
  const longest = Math.max(...segments.map(({ durationSeconds }) => durationSeconds));
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${Math.round(longest)}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    '#EXT-X-MAP:URI="init.mp4"',
    ...segments.flatMap(({ file, durationSeconds }) => [`#EXTINF:${durationSeconds.toFixed(6)},`, file]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}
