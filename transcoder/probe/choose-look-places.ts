import type { MediaProbe } from './media-probe.ts';

/** A place of a file whose pictures are looked at. Decoding leads there from a keyframe, which may be far off. */
export interface LookPlace {
  /** Where the file is opened. */
  openSeconds: number;
  /** Where it is looked into, unless the keyframe that it is decoded from is near. */
  atSeconds: number;
  /** So far behind that keyframe at the latest. */
  runUpSeconds: number;
}

/**
 * What decoding from a far keyframe to a place may take, in CPU-seconds, on average. Keyframes of recorders and of x264,
 * left to itself, stand ten seconds apart and where a page comes in: behind those nothing but pages coming in is seen.
 */
const RUN_UP_CPU_SECONDS = 0.6;
/** CPU-seconds for each, of H.264; for bits three times what they take, as a picture of many bits seldom rests. */
const DECODING = { anElement: 0.75e-9, aBit: 50e-9 };

/** Its multiples, without their whole parts, fall most evenly between 0 and 1. */
const GOLDEN_RATIO = 0.618;

/**
 * One in each of equal parts of the whole, neither at the same point of its part nor as far behind its keyframe: where
 * pages change at a steady pace, that would be the same moment of each of them. A short lesson, of which much is seen, is
 * opened in the middle of each part, and so looked at there where keyframes are near. Pure.
 */
export function chooseLookPlaces(probe: MediaProbe): LookPlace[] {
  const { endSeconds } = probe.video;
  const long = endSeconds >= 120;
  const places = long ? 10 : 6;
  const part = endSeconds / places;
  const meanRunUp = RUN_UP_CPU_SECONDS / costOfDecoding(probe);
  return Array.from({ length: places }, (_, index) => {
    const spread = (0.5 + index * GOLDEN_RATIO) % 1;
    const atSeconds = (index + 0.1 + 0.8 * spread) * part;
    return {
      openSeconds: long ? atSeconds : (index + 0.5) * part,
      atSeconds,
      runUpSeconds: (0.25 + 1.5 * spread) * meanRunUp,
    };
  });
}

/** Of one second of the picture, in CPU-seconds. */
function costOfDecoding({ bytes, durationSeconds, video }: MediaProbe): number {
  const elements = video.frameRate * video.codedWidth * video.codedHeight;
  const bits = (8 * bytes) / durationSeconds;
  return elements * DECODING.anElement + bits * DECODING.aBit;
}
