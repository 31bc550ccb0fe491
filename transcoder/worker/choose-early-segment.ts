import type { EarlySegment } from '../transcode.ts';

/** What can be watched: so many segments from the first, so many of them of the opening. */
export interface EarlyCounts {
  opening_segments: number;
  segments: number;
}

/**
 * The segment that goes on from what can be watched, of those that have come; undefined while it has not. Once one of
 * the whole was taken, those of the opening are not looked at any more: players would be led back and forth.
 */
export function chooseEarlySegment<Segment extends Pick<EarlySegment, 'of' | 'index'>>(
  { opening_segments, segments }: EarlyCounts,
  come: readonly Segment[],
): Segment | undefined {
  const next = come.filter(({ index }) => index === segments);
  const opening = segments === opening_segments ? next.find(({ of }) => of === 'opening') : undefined;
  return opening ?? next.find(({ of }) => of === 'whole');
}

/** What can be watched with it. */
export function countWith(counts: EarlyCounts, { of }: Pick<EarlySegment, 'of'>): EarlyCounts {
  return {
    opening_segments: counts.opening_segments + (of === 'opening' ? 1 : 0),
    segments: counts.segments + 1,
  };
}
