import type { EarlyEncoding } from '../../server/lessons/early-files.ts';

/** What can be watched: so many segments from the first, so many of them of the opening. */
export interface EarlyCounts {
  opening_segments: number;
  segments: number;
}

/**
 * The segment that goes on from what can be watched, of those of one encoding that have come; undefined while it has
 * not. Once one of the whole was taken, those of the opening are not looked at any more: players would be led back and
 * forth.
 */
export function chooseEarlySegment<Segment extends { index: number }>(
  of: EarlyEncoding,
  counts: EarlyCounts,
  come: readonly Segment[],
): Segment | undefined {
  if (of === 'opening' && !mayOpen(counts)) return undefined;
  return come.find(({ index }) => index === counts.segments);
}

/** Whether segments of the opening can still be added: none of the whole follows them yet. */
export function mayOpen({ opening_segments, segments }: EarlyCounts): boolean {
  return segments === opening_segments;
}

/** What can be watched with one more. */
export function countWith(of: EarlyEncoding, counts: EarlyCounts): EarlyCounts {
  return {
    opening_segments: counts.opening_segments + (of === 'opening' ? 1 : 0),
    segments: counts.segments + 1,
  };
}
