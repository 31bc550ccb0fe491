/**
 * Where the segments of every rendition begin, in seconds: 0, 1, 6, 12, 18, … The first second is a segment of its
 * own, so that a player starts on a few kilobytes; the second one is shorter by it, so that whole minutes still end
 * a segment. Each begins with a keyframe, which is the dearest picture of a lesson: six seconds instead of four make
 * an eighth to a fifth fewer bytes of the same quality.
 */
export interface SegmentLayout {
  /** A whole second at least; as long as all others where nobody starts to play, as in a later piece of a lesson. */
  firstSegmentSeconds: number;
  /** What the others last; where they `start` elsewhere, what none of them exceeds. */
  segmentSeconds: number;
  /** Where each begins, of a lesson whose highest rendition is copied: at keyframes of the source. */
  starts?: readonly number[];
}

export const SEGMENT_LAYOUT: SegmentLayout = { firstSegmentSeconds: 1, segmentSeconds: 6 };

/** When segment `index` begins; the one before it ends there. */
export function segmentStart(layout: SegmentLayout, index: number): number {
  const { firstSegmentSeconds, segmentSeconds, starts } = layout;
  if (starts) return starts[index] ?? Number.POSITIVE_INFINITY;
  if (index <= 1) return index * firstSegmentSeconds;
  return (firstSegmentSeconds < segmentSeconds ? index - 1 : index) * segmentSeconds;
}

/** What segment `index` lasts, unless the lesson ends in it. */
export function segmentLength(layout: SegmentLayout, index: number): number {
  return segmentStart(layout, index + 1) - segmentStart(layout, index);
}

/** How many segments end within the first `seconds`. */
export function segmentsUntil(layout: SegmentLayout, seconds: number): number {
  let count = 0;
  while (segmentStart(layout, count + 1) <= seconds) count += 1;
  return count;
}

/**
 * ffmpeg's condition for a keyframe at every boundary and, with `-g`, nowhere else. Counted in frames, which stand at
 * whole fractions of a second, or by time where some of them are left out; one must stand at every boundary.
 */
export function keyframeCondition(
  layout: SegmentLayout,
  frames: { rate: number; everyOne: boolean },
): string {
  const { firstSegmentSeconds: first, segmentSeconds: all, starts } = layout;
  if (starts) return starts.map((seconds) => seconds.toFixed(6)).join(',');
  if (frames.everyOne) {
    const regular = `not(mod(n,${all * frames.rate}))`;
    return first < all ? `expr:${regular}+eq(n,${first * frames.rate})` : `expr:${regular}`;
  }
  if (first === all) return `expr:gte(t,n_forced*${all})`;
  return `expr:gte(t,if(lt(n_forced,2),n_forced*${first},(n_forced-1)*${all}))`;
}
