import { chooseFrameRate } from '../plan/choose-frame-rate.ts';
import { fitBox } from '../plan/choose-renditions.ts';
import { LOOK_FROM_SECONDS } from '../plan/judge-content.ts';
import { uprightSize } from '../plan/plan-transcode.ts';
import { SEGMENT_LAYOUT } from '../plan/segment-layout.ts';
import { LOOK_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { sideBySide } from '../side-by-side.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import { chooseLookPlaces, type LookPlace } from './choose-look-places.ts';
import type { MediaProbe } from './media-probe.ts';
import { readPacket } from './read-framecrc.ts';

/** What a few dozen pictures out of the whole show. */
export interface ContentLook {
  /** How many were compared with the one before. */
  pictures: number;
  /** Of them, 0 to 1, those that repeat it. */
  repeatShare: number;
  /** Somewhere nearly all do. A camera of half as many pictures a second as its file repeats half of them, and never rests. */
  rests: boolean;
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
/** Programs, each of which opens the file for half of the places: starting one takes as long as seven pictures. */
const AT_ONCE = 2;

/** A place rests where so many of its pictures repeat: of twelve two may change, as where somebody types. */
const REST_FROM_SHARE = 0.8;

/** What is encoded to try, as the lowest rendition with many lines would be. */
const TRIAL = { long: 426, short: 240, crf: 23 };

/**
 * Decodes a few pictures at places spread over the file: about one CPU second, whatever the length, and one or two more
 * where keyframes are far apart. Answers null where that is not worth it, or most places cannot be decoded: what is
 * wrong then shows when all is.
 */
export async function lookAtContent(
  source: string,
  probe: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<ContentLook | null> {
  if (probe.video.endSeconds < LOOK_FROM_SECONDS) return null;
  const places = chooseLookPlaces(probe);
  const share = places.length / AT_ONCE;
  const lookAt = async (some: readonly LookPlace[], signal: AbortSignal): Promise<string[]> => {
    const { ending, stdout } = await sandbox.run(
      { program: 'ffmpeg', arguments: (paths) => buildArguments(probe, paths.input('media'), some) },
      { inputs: { media: source }, limits: LOOK_LIMITS, signal },
    );
    if (ending.kind === 'exited' && ending.code === 0) return [stdout];
    if (ending.kind === 'limit' || some.length === 1) return [];
    // Where one place has no picture, nothing comes of those beside it either.
    const alone: string[] = [];
    for (const place of some) alone.push(...(await lookAt([place], signal)));
    return alone;
  };
  const looks = Array.from(
    { length: AT_ONCE },
    (_, index) => (signal: AbortSignal) => lookAt(places.slice(index * share, (index + 1) * share), signal),
  );
  const seen = await sideBySide(signal, looks, AT_ONCE);
  return readLook(seen.flat(), { places: places.length, frameRate: rateOf(probe) });
}

function buildArguments(probe: MediaProbe, path: string, places: readonly LookPlace[]): string[] {
  const { video } = probe;
  const thumb = 'scale=16:16:flags=neighbor,format=gray';
  const small = fitBox(uprightSize(video), TRIAL);
  const some = (place: LookPlace) =>
    [`fps=fps=${rateOf(probe)}`, beginLooking(place), `trim=end_frame=${PICTURES_A_PLACE}`].join(',');
  const graph = places.flatMap((chosen, place) => [
    `[${place}:${video.index}]${some(chosen)},split=4[one${place}][two${place}][three${place}][four${place}]`,
    `[one${place}]${thumb}[all${place}]`,
    `[two${place}]${DROP_REPEATS},${thumb}[changed${place}]`,
    `[three${place}]scale=${small.width}:${small.height}:flags=area,format=yuv420p[small${place}]`,
    `[four${place}]crop=${small.width}:${small.height},format=yuv420p[near${place}]`,
  ]);
  // An MP4 says of itself what others show by their first pictures, which are decoded for that at every place.
  const described = probe.container === 'mov' && video.codec === 'h264';
  const trial = [
    ...['-preset', 'superfast', '-threads:v', '1', '-crf', String(TRIAL.crf)],
    ...['-x264-params', 'mbtree=1:rc-lookahead=12:aq-mode=2:b-adapt=0'],
  ];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error'],
    ...places.flatMap(({ openSeconds }) => [
      // With more threads, pictures are decoded that nobody looks at.
      ...[...GUARD_ARGUMENTS, ...(described ? ['-nofind_stream_info'] : []), '-threads', '1'],
      ...['-noaccurate_seek', '-ss', openSeconds.toFixed(3)],
      ...['-i', `file:${path}`],
    ]),
    // The programs beside this one keep the other cores busy.
    ...['-filter_complex_threads', '1', '-filter_complex', graph.join(';')],
    ...places.flatMap((_, place) =>
      STREAMS.flatMap(({ name, encoder }, stream) => [
        ...['-map', `[${name}${place}]`, `-c:v:${place * STREAMS.length + stream}`, encoder],
      ]),
    ),
    ...[...trial, '-fps_mode', 'passthrough', '-f', 'framecrc', 'pipe:1'],
  ];
}

/** Where a place's keyframe is no farther off, pictures are looked at from there on. */
const NEAR_SECONDS = 2.5;

/**
 * Times count from where the file was opened. The first picture is the keyframe before that; in containers without an
 * index it is the one behind, and what is looked at lies as far behind it again.
 */
function beginLooking({ openSeconds, atSeconds, runUpSeconds }: LookPlace): string {
  const [at, runUp] = [atSeconds - openSeconds, runUpSeconds].map((seconds) => seconds.toFixed(3));
  const reached = `gte(t,max(${at},2*start_t))+gte(t-start_t,${runUp})`;
  return `select='lte(abs(start_t),${NEAR_SECONDS})+${reached}'`;
}

/** What comes of each place. */
const STREAMS = [
  { name: 'all', encoder: 'rawvideo' },
  { name: 'changed', encoder: 'rawvideo' },
  { name: 'small', encoder: 'libx264' },
  { name: 'near', encoder: 'libx264' },
] as const;

function rateOf({ video }: MediaProbe): number {
  return chooseFrameRate(video.frameRate, video.baseFrameRate).frameRate;
}

/**
 * From `framecrc` of the places, each with four streams: a line for each picture, of all, of what changed, and of what
 * was encoded small and near by, with its bytes.
 */
export function readLook(
  texts: readonly string[],
  { places, frameRate }: { places: number; frameRate: number },
): ContentLook | null {
  const total = { all: 0, changed: 0, rests: false, small: NO_TRIAL, near: NO_TRIAL };
  for (const text of texts) {
    const streams = readStreams(text);
    for (let first = 0; first < streams.length; first += STREAMS.length) {
      const [all, changed, small, near] = streams.slice(first, first + STREAMS.length) as [
        Stream,
        Stream,
        Stream,
        Stream,
      ];
      // The first of each place has none before it, and always counts as changed.
      const compared = Math.max(0, all.bytes.length - 1);
      const changes = Math.max(0, changed.bytes.length - 1);
      total.all += compared;
      total.changed += changes;
      total.rests ||= compared > 0 && 1 - changes / compared >= REST_FROM_SHARE;
      total.small = addTrial(total.small, small);
      total.near = addTrial(total.near, near);
    }
  }
  const { all, changed, rests, small, near } = total;
  if (all === 0 || small.places < places / 2) return null;
  const keyframes = small.key / small.places / SEGMENT_LAYOUT.segmentSeconds;
  const others = (small.others / Math.max(1, small.pictures)) * frameRate;
  return {
    pictures: all,
    repeatShare: 1 - changed / all,
    rests,
    lowRate: Math.round(8 * (keyframes + others)),
    grain: small.others > 0 ? perElement(near) / perElement(small) : 0,
  };
}

interface Stream {
  /** Of each picture. */
  bytes: number[];
  /** Of a picture. */
  elements: number;
}

function readStreams(text: string): Stream[] {
  const streams: Stream[] = [...text.matchAll(/^#dimensions \d+: (\d+)x(\d+)$/gmu)].map(
    ([, width, height]) => ({
      bytes: [],
      elements: Number(width) * Number(height),
    }),
  );
  for (const line of text.split('\n')) {
    const packet = readPacket(line);
    if (packet) streams[packet.stream]?.bytes.push(packet.bytes);
  }
  return streams;
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

function addTrial(sum: Trial, { bytes, elements }: Stream): Trial {
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
