/**
 * Where the segments of every rendition begin, in seconds: 0, 1, 6, 12, 18, … The first second is a segment of its
 * own, so that a player starts on a few kilobytes; the second one is shorter by it, so that whole minutes still end
 * a segment. Each begins with a keyframe, which is the dearest picture of a lesson: six seconds instead of four make
 * an eighth to a fifth fewer bytes of the same quality.
 */
export interface SegmentLayout {
  /**
   * A whole second, but where segments `start` elsewhere; as long as all others where nobody starts to play, as in a later
   * piece of a lesson.
   */
  firstSegmentSeconds: number;
  /** What the others last; where they `start` elsewhere, what none of them exceeds. */
  segmentSeconds: number;
  /** Where the second one ends, and with it the start, where that is sooner than all others would. */
  secondEndSeconds?: number;
  /** Where each begins, of a lesson whose highest rendition is copied: at keyframes of the source. */
  starts?: readonly number[];
}

export const SEGMENT_LAYOUT: SegmentLayout = { firstSegmentSeconds: 1, segmentSeconds: 6 };

/**
 * 0, 1, 6, 12, 24, 36, …: where much repeats keyframes are nearly all there is, and half as many of them make a fifth
 * fewer bytes. Whoever starts on a thin line gets no more at once than otherwise, and every boundary is one of the
 * usual layout too, so that one can take over from the other.
 */
export const STILL_LAYOUT: SegmentLayout = {
  firstSegmentSeconds: 1,
  secondEndSeconds: 6,
  segmentSeconds: 12,
};

/** The layout of a lesson whose segments do not `start` elsewhere. */
export const usualLayout = (skipRepeats: boolean): SegmentLayout =>
  skipRepeats ? STILL_LAYOUT : SEGMENT_LAYOUT;

/** The layout of a piece that nobody starts to play: all segments as long. */
export function withoutStart({ segmentSeconds }: SegmentLayout): SegmentLayout {
  return { firstSegmentSeconds: segmentSeconds, secondEndSeconds: segmentSeconds, segmentSeconds };
}

/** When segment `index` begins; the one before it ends there. */
export function segmentStart(layout: SegmentLayout, index: number): number {
  if (layout.starts) return layout.starts[index] ?? Number.POSITIVE_INFINITY;
  const early = earlyStarts(layout);
  return early[index] ?? (index - early.length + 1) * layout.segmentSeconds;
}

/** Of those that begin before the first multiple of what others last. */
function earlyStarts({
  firstSegmentSeconds,
  secondEndSeconds,
  segmentSeconds: all,
}: SegmentLayout): number[] {
  return [0, firstSegmentSeconds, secondEndSeconds ?? all].filter((seconds) => seconds < all);
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
  const { segmentSeconds: all, starts } = layout;
  if (starts) return starts.map((seconds) => seconds.toFixed(6)).join(',');
  const [, ...early] = earlyStarts(layout);
  if (frames.everyOne) {
    const regular = `not(mod(n,${all * frames.rate}))`;
    return `expr:${[regular, ...early.map((seconds) => `eq(n,${seconds * frames.rate})`)].join('+')}`;
  }
  // So many stand so far: the next one where the segment of that number begins.
  const later = early.length === 0 ? 'n_forced' : `(n_forced-${early.length})`;
  const next = early.reduceRight(
    (others, seconds, index) => `if(eq(n_forced,${index + 1}),${seconds},${others})`,
    `${later}*${all}`,
  );
  return `expr:gte(t,${next})`;
}
