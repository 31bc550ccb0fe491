import { tuningOf } from '../encode/build-ffmpeg-arguments.ts';
import { usualLayout } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { LOOK_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import { DROP_REPEATS } from './look-at-content.ts';
import { readPacket, readTimeBase } from './read-framecrc.ts';
import type { PictureTrack } from './read-picture-track.ts';

const PLACES = 5;
/** Of each place, and of a short lesson less: what is tried should cost little beside what is decided. */
const MOST_SECONDS = 2.5;
const LEAST_SECONDS = 1;
const SHARE_A_PLACE = 1 / 60;
/** And so much behind it that is not counted: what nothing seen ahead refers to is coded in fewer bytes than usual. */
const AHEAD_SECONDS = 0.8;

/** Behind its keyframe a group is found for sure: some demuxers go to what is decoded then, which is sooner. */
const BEHIND_KEYFRAME_SECONDS = 0.2;

/** A track that could be copied, and what would be done instead. */
export interface Trial {
  track: PictureTrack;
  plan: TranscodePlan;
}

/**
 * Encodes the picture as planned for the highest rendition at a few places, and answers what all of it is expected to
 * take, bit/s: so much as the source takes, by what the same pictures take in both. Places stand where the source's bytes
 * do. Null where that does not work. Costs two to six CPU-seconds at 1080 lines.
 */
export async function tryAtFullSize(
  source: string,
  { track, plan }: Trial,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<number | null> {
  const seconds = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, track.endSeconds * SHARE_A_PLACE));
  const tried: string[] = [];
  for (const atSeconds of choosePlaces(track)) {
    const { ending, stdout } = await sandbox.run(
      {
        program: 'ffmpeg',
        arguments: (paths) => buildArguments(plan, paths.input('media'), { atSeconds, seconds }),
      },
      { inputs: { media: source }, limits: LOOK_LIMITS, signal },
    );
    if (ending.kind !== 'exited' || ending.code !== 0) return null;
    tried.push(stdout);
  }
  const { segmentSeconds } = usualLayout(plan.picture.skipRepeats);
  return readTrial(tried, { seconds, track, segmentSeconds });
}

/** Beginnings of groups, in seconds: those in which the middle of each of so many equal parts of all bytes lies. Pure. */
export function choosePlaces({ groups }: PictureTrack, count = PLACES): number[] {
  const all = groups.reduce((sum, { bytes }) => sum + bytes, 0);
  const places: number[] = [];
  let before = 0;
  for (const { seconds, bytes } of groups) {
    const middle = Math.ceil((before * count) / all - 0.5) + 0.5;
    before += bytes;
    if ((middle / count) * all < before) places.push(seconds);
  }
  return places;
}

function buildArguments(
  { picture, renditions }: TranscodePlan,
  path: string,
  { atSeconds, seconds }: { atSeconds: number; seconds: number },
): string[] {
  const { crf, maxRate, buffer } = renditions[0]!;
  const { streamIndex, frameRate, skipRepeats, between } = picture;
  const filters = [`fps=fps=${frameRate}`, ...(skipRepeats ? [DROP_REPEATS] : []), 'format=yuv420p'];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS, '-threads', '2', '-noaccurate_seek'],
    ...[
      '-ss',
      (atSeconds + BEHIND_KEYFRAME_SECONDS).toFixed(3),
      '-t',
      String(seconds + AHEAD_SECONDS),
      '-i',
      `file:${path}`,
    ],
    ...['-filter_complex', `[0:${streamIndex}]${filters.join(',')}[tried]`],
    ...['-map', `0:${streamIndex}`, '-map', '[tried]', '-fps_mode', 'passthrough'],
    ...['-c:v:0', 'copy', '-c:v:1', 'libx264', '-preset', 'superfast', '-threads:v:1', '2'],
    ...['-bf', String(between), '-x264-params', tuningOf(picture, 'highest')],
    ...['-crf', String(crf), '-maxrate', String(maxRate), '-bufsize', String(buffer)],
    ...['-g', '9999', '-sc_threshold', '0', '-f', 'framecrc', 'pipe:1'],
  ];
}

interface Bytes {
  key: number;
  others: number;
}

/**
 * From `framecrc` of each place, the source's packets and then what they were encoded as; null where that is nothing.
 * Keyframes are counted apart, as encoding would place fewer of them, or more. Pure.
 */
export function readTrial(
  places: readonly string[],
  { seconds, track, segmentSeconds }: { seconds: number; track: PictureTrack; segmentSeconds: number },
): number | null {
  const own = countBytes(places, 0, seconds);
  const tried = countBytes(places, 1, seconds);
  if (own.key === 0 || tried.key === 0) return null;
  const all = { key: 0, others: 0 };
  for (const { bytes, keyBytes } of track.groups) {
    all.key += keyBytes;
    all.others += bytes - keyBytes;
  }
  const keyframes = track.endSeconds / segmentSeconds;
  const key = ((all.key / track.groups.length) * keyframes * tried.key) / own.key;
  const others = own.others === 0 ? 0 : (all.others * tried.others) / own.others;
  return Math.round((8 * (key + others)) / track.endSeconds);
}

/** Of the first seconds of each place. */
function countBytes(places: readonly string[], stream: number, seconds: number): Bytes {
  const sum = { key: 0, others: 0 };
  for (const text of places) {
    const lines = text.split('\n');
    const unit = lines.map(readTimeBase).find((base) => base?.stream === stream)?.seconds;
    const packets = lines.flatMap((line) => readPacket(line) ?? []).filter((one) => one.stream === stream);
    const end = Number(packets[0]?.shownAt) + seconds / Number(unit);
    for (const { shownAt, bytes, keyframe } of packets)
      if (shownAt < end) sum[keyframe ? 'key' : 'others'] += bytes;
  }
  return sum;
}
