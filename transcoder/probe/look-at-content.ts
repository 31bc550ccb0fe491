import { chooseFrameRate } from '../plan/choose-frame-rate.ts';
import { LOOK_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import type { MediaProbe } from './media-probe.ts';

/** What a few dozen pictures out of the whole show. */
export interface ContentLook {
  /** How many were compared with the one before. */
  pictures: number;
  /** Of them, 0 to 1, those that repeat it. */
  repeatShare: number;
}

/**
 * Lets through what differs from the last picture let through by more than one level, on average, in any block of
 * 8×8: less is not seen, and a pen's thinnest line is far more.
 */
export const DROP_REPEATS = 'mpdecimate=hi=128:lo=64:frac=0.0001';

/** Shorter ones are encoded in less time than a look is worth. */
const LOOK_FROM_SECONDS = 15;
const PICTURES_A_PLACE = 13;

/**
 * Decodes a few pictures at places spread over the file, each from a keyframe on: one or two CPU seconds, whatever
 * the length. Answers null where that is not worth it or does not work: what is wrong then shows when all is decoded.
 */
export async function lookAtContent(
  source: string,
  probe: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<ContentLook | null> {
  if (probe.video.endSeconds < LOOK_FROM_SECONDS) return null;
  const lines: string[] = [];
  for (const atSeconds of choosePlaces(probe.video.endSeconds)) {
    const result = await sandbox.run(
      { program: 'ffmpeg', arguments: (paths) => buildArguments(probe, paths.input('media'), atSeconds) },
      { inputs: { media: source }, limits: LOOK_LIMITS, signal },
    );
    if (result.ending.kind !== 'exited' || result.ending.code !== 0) return null;
    lines.push(result.stdout);
  }
  return readLook(lines);
}

/** In the middle of equal parts of the whole, in seconds. */
function choosePlaces(endSeconds: number): number[] {
  const places = endSeconds < 120 ? 6 : 10;
  return Array.from({ length: places }, (_, index) => ((index + 0.5) * endSeconds) / places);
}

function buildArguments({ video }: MediaProbe, path: string, atSeconds: number): string[] {
  const { frameRate } = chooseFrameRate(video.frameRate, video.baseFrameRate);
  const small = 'scale=16:16:flags=neighbor,format=gray';
  const graph = [
    `[0:${video.index}]fps=fps=${frameRate},trim=end_frame=${PICTURES_A_PLACE},split[one][other]`,
    `[one]${small}[all]`,
    `[other]${DROP_REPEATS},${small}[changed]`,
  ].join(';');
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS, '-threads', '2'],
    ...['-noaccurate_seek', '-ss', atSeconds.toFixed(3), '-i', `file:${path}`, '-filter_complex', graph],
    ...['-map', '[all]', '-map', '[changed]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo'],
    ...['-f', 'framecrc', 'pipe:1'],
  ];
}

/** From `framecrc` of each place: a line for each picture, which begins with 0 for all and 1 for what changed. */
export function readLook(places: readonly string[]): ContentLook | null {
  let pictures = 0;
  let changed = 0;
  for (const text of places) {
    const streams = text.split('\n').map((line) => /^([01]),/.exec(line)?.[1]);
    // The first of each place has none before it, and always counts as changed.
    pictures += Math.max(0, streams.filter((stream) => stream === '0').length - 1);
    changed += Math.max(0, streams.filter((stream) => stream === '1').length - 1);
  }
  return pictures === 0 ? null : { pictures, repeatShare: 1 - changed / pictures };
}
