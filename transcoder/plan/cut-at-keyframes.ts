import { type SegmentLayout, segmentStart } from './segment-layout.ts';

/** A keyframe is the dearest picture there is. */
const SHORTEST_SECONDS = 2;
/** Keyframes of x264, left to itself, are 250 pictures apart: ten seconds and a little. A player waits for a segment. */
const LONGEST_SECONDS = 12;
/** The last one ends with the lesson. */
const LAST_SECONDS = 1;
/** Sound begins a frame of AAC before the picture in much of what programs save: nobody sees its first picture late. */
export const LATE_START_SECONDS = 0.05;
/** Of what is wished for the first one. */
const FIRST = { from: 0.5, to: 2.5 };

/**
 * Where segments can begin when each is to begin with one of these keyframes (seconds, rising, from nought), on the grid
 * of `frameRate`: as `layout` says wherever all of its boundaries are among them, else near them. Null where keyframes
 * are too far apart. Pure.
 */
export function cutAtKeyframes(
  keyframes: readonly number[],
  endSeconds: number,
  layout: SegmentLayout,
  frameRate: number,
): SegmentLayout | null {
  if (!(keyframes[0]! <= LATE_START_SECONDS)) return null;
  const frames = [0, ...keyframes.slice(1).map((seconds) => Math.round(seconds * frameRate))];
  if (hasAll(new Set(frames), endSeconds, layout, frameRate)) return layout;

  const { firstSegmentSeconds, secondEndSeconds = 0, segmentSeconds } = layout;
  const grid = [...new Set(frames)].map((frame) => frame / frameRate);
  const starts = [0];
  const first = nearest(grid, firstSegmentSeconds, {
    from: FIRST.from * firstSegmentSeconds,
    to: Math.min(FIRST.to * firstSegmentSeconds, endSeconds - LAST_SECONDS),
  });
  if (first !== undefined) starts.push(first);
  while (endSeconds - starts.at(-1)! > segmentSeconds) {
    const before = starts.at(-1)!;
    // Multiples where there is a choice: whole minutes end a segment, and nothing adds up.
    const step = before < secondEndSeconds / 2 ? secondEndSeconds : segmentSeconds;
    const aim = Math.ceil(before / step + 0.5) * step;
    const next = nearest(grid, aim, {
      from: before + SHORTEST_SECONDS,
      to: Math.min(before + LONGEST_SECONDS, endSeconds - LAST_SECONDS),
    });
    if (next === undefined) break;
    starts.push(next);
  }
  const lengths = starts.map((start, index) => (starts[index + 1] ?? endSeconds) - start);
  const longest = Math.max(...lengths);
  if (longest > LONGEST_SECONDS) return null;
  return {
    firstSegmentSeconds: lengths[0]!,
    segmentSeconds: Math.max(segmentSeconds, Math.ceil(longest)),
    starts,
  };
}

function hasAll(
  frames: ReadonlySet<number>,
  endSeconds: number,
  layout: SegmentLayout,
  frameRate: number,
): boolean {
  for (let index = 0; segmentStart(layout, index) < endSeconds; index += 1) {
    if (!frames.has(Math.round(segmentStart(layout, index) * frameRate))) return false;
  }
  return true;
}

function nearest(
  times: readonly number[],
  aim: number,
  { from, to }: { from: number; to: number },
): number | undefined {
  const inside = times.filter((time) => time > 0 && time >= from && time <= to);
  return inside.toSorted((a, b) => Math.abs(a - aim) - Math.abs(b - aim))[0];
}
