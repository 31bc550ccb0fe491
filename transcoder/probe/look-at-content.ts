import { chooseFrameRate } from '../plan/choose-frame-rate.ts';
import { fitBox } from '../plan/choose-renditions.ts';
import { LOOK_FROM_SECONDS } from '../plan/judge-content.ts';
import { uprightSize } from '../plan/plan-transcode.ts';
import { SEGMENT_LAYOUT } from '../plan/segment-layout.ts';
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
  /** What 240 lines of it are expected to take, bit/s without sound: how much moves, in one figure. */
  lowRate: number;
  /**
   * How much dearer a picture element is in a cut of the middle, seen closely, than in the whole made small: what moves
   * is cheaper, and grain, which vanishes when made small, makes it twice as dear.
   */
  grain: number;
}

/**
 * Lets through what differs from the last picture let through by more than one level, on average, in any block of
 * 8×8: less is not seen, and a pen's thinnest line is far more.
 */
export const DROP_REPEATS = 'mpdecimate=hi=128:lo=64:frac=0.0001';

const PICTURES_A_PLACE = 13;
/** Each decodes with one thread: with more, pictures are decoded that nobody looks at. */
const PLACES_AT_ONCE = 2;

/** What is encoded to try, as the lowest rendition with many lines would be. */
const TRIAL = { long: 426, short: 240, crf: 23 };

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
  const waiting = choosePlaces(probe.video.endSeconds);
  const seen: string[] = [];
  let works = true;
  const lookOn = async () => {
    for (let place = waiting.shift(); works && place !== undefined; place = waiting.shift()) {
      const atSeconds = place;
      const { ending, stdout } = await sandbox.run(
        { program: 'ffmpeg', arguments: (paths) => buildArguments(probe, paths.input('media'), atSeconds) },
        { inputs: { media: source }, limits: LOOK_LIMITS, signal },
      );
      works &&= ending.kind === 'exited' && ending.code === 0;
      seen.push(stdout);
    }
  };
  await Promise.all(Array.from({ length: PLACES_AT_ONCE }, lookOn));
  return works ? readLook(seen, rateOf(probe)) : null;
}

/** In the middle of equal parts of the whole, in seconds. */
function choosePlaces(endSeconds: number): number[] {
  const places = endSeconds < 120 ? 6 : 10;
  return Array.from({ length: places }, (_, index) => ((index + 0.5) * endSeconds) / places);
}

function buildArguments(probe: MediaProbe, path: string, atSeconds: number): string[] {
  const { video } = probe;
  const frameRate = rateOf(probe);
  const thumb = 'scale=16:16:flags=neighbor,format=gray';
  const small = fitBox(uprightSize(video), TRIAL);
  const graph = [
    `[0:${video.index}]fps=fps=${frameRate},trim=end_frame=${PICTURES_A_PLACE},split=4[one][two][three][four]`,
    `[one]${thumb}[all]`,
    `[two]${DROP_REPEATS},${thumb}[changed]`,
    `[three]scale=${small.width}:${small.height}:flags=area,format=yuv420p[small]`,
    `[four]crop=${small.width}:${small.height},format=yuv420p[near]`,
  ].join(';');
  const trial = [
    ...['-c:v:2', 'libx264', '-c:v:3', 'libx264', '-preset', 'superfast', '-threads:v', '1'],
    ...['-crf', String(TRIAL.crf), '-x264-params', 'mbtree=1:rc-lookahead=12:aq-mode=2:b-adapt=0'],
  ];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS, '-threads', '1'],
    ...['-noaccurate_seek', '-ss', atSeconds.toFixed(3), '-i', `file:${path}`, '-filter_complex', graph],
    ...['-map', '[all]', '-map', '[changed]', '-map', '[small]', '-map', '[near]'],
    ...['-fps_mode', 'passthrough'],
    ...['-c:v:0', 'rawvideo', '-c:v:1', 'rawvideo', ...trial, '-f', 'framecrc', 'pipe:1'],
  ];
}

function rateOf({ video }: MediaProbe): number {
  return chooseFrameRate(video.frameRate, video.baseFrameRate).frameRate;
}

/**
 * From `framecrc` of each place: a line for each picture, of all, of what changed, and of what was encoded small and
 * near by, with its bytes.
 */
export function readLook(places: readonly string[], frameRate: number): ContentLook | null {
  const total = { all: 0, changed: 0, small: NO_TRIAL, near: NO_TRIAL };
  for (const text of places) {
    const bytes = (stream: number) =>
      [...text.matchAll(/^(\d),\s*-?\d+,\s*-?\d+,\s*\d+,\s*(\d+),/gmu)].flatMap(([, index, size]) =>
        Number(index) === stream ? [Number(size)] : [],
      );
    // The first of each place has none before it, and always counts as changed.
    total.all += Math.max(0, bytes(0).length - 1);
    total.changed += Math.max(0, bytes(1).length - 1);
    const elements = (stream: number) => {
      const [, width, height] = new RegExp(`^#dimensions ${stream}: (\\d+)x(\\d+)$`, 'mu').exec(text) ?? [];
      return Number(width ?? 0) * Number(height ?? 0);
    };
    total.small = addTrial(total.small, bytes(2), elements(2));
    total.near = addTrial(total.near, bytes(3), elements(3));
  }
  const { all, changed, small, near } = total;
  if (all === 0 || small.places === 0) return null;
  const keyframes = small.key / small.places / SEGMENT_LAYOUT.segmentSeconds;
  const others = (small.others / Math.max(1, small.pictures)) * frameRate;
  return {
    pictures: all,
    repeatShare: 1 - changed / all,
    lowRate: Math.round(8 * (keyframes + others)),
    grain: small.others > 0 ? perElement(near) / perElement(small) : 0,
  };
}

/** Bytes of what was encoded to try: keyframes, and pictures after them. */
interface Trial {
  places: number;
  key: number;
  others: number;
  pictures: number;
  elements: number;
}

const NO_TRIAL: Trial = { places: 0, key: 0, others: 0, pictures: 0, elements: 0 };

function addTrial(sum: Trial, bytes: readonly number[], elements: number): Trial {
  const [key, ...others] = bytes;
  if (key === undefined) return sum;
  return {
    places: sum.places + 1,
    key: sum.key + key,
    others: sum.others + others.reduce((total, size) => total + size, 0),
    pictures: sum.pictures + others.length,
    elements: sum.elements + others.length * elements,
  };
}

const perElement = ({ others, elements }: Trial) => others / Math.max(1, elements);
