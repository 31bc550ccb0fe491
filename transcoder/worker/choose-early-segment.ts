import type { EarlySightRow } from '../../server/db/early-sights.ts';
import { toJson } from '../../server/db/json-column.ts';
import { type EarlyEncoding, readSegmentLengths } from '../../server/lessons/early-files.ts';
import { OPENING_SECONDS } from '../encode/build-opening-arguments.ts';
import { SEGMENT_LAYOUT, type SegmentLayout, segmentLength, segmentStart } from '../plan/segment-layout.ts';
import type { EarlySegment } from '../transcode.ts';

/** What can be watched: so many segments from the first, so many of them of the opening, and what each lasts. */
export type EarlyCounts = Pick<EarlySightRow, 'opening_segments' | 'segments' | 'segment_lengths'>;

export const NOTHING_YET: EarlyCounts = { opening_segments: 0, segments: 0, segment_lengths: toJson([]) };

type Placed = Pick<EarlySegment, 'index' | 'layout'>;

/** Times are of whole frames, and those of a source's keyframes rounded. */
const SAME_SECONDS = 0.002;

/**
 * The segment that goes on from what can be watched, of those of one encoding that have come; undefined while it has
 * not. Once one of the whole was taken, those of the opening are not looked at any more: players would be led back and
 * forth. The whole may be cut otherwise: then the opening goes on until both have a boundary at the same time.
 */
export function chooseEarlySegment<Segment extends Placed>(
  of: EarlyEncoding,
  counts: EarlyCounts,
  come: readonly Segment[],
): Segment | undefined {
  if (of === 'opening' && !mayOpen(counts)) return undefined;
  const end = endOf(counts);
  return come.find(({ layout, index }) => isSame(segmentStart(layout, index), end));
}

/** Whether segments of the opening can still be added: none of the whole follows them yet. */
export function mayOpen({
  opening_segments,
  segments,
}: Pick<EarlyCounts, 'opening_segments' | 'segments'>): boolean {
  return segments === opening_segments;
}

/**
 * Whether the whole had better begin anew than wait for the opening: it has come to where it could go on from there,
 * and the opening has not, because it is slower or has died on the way; or it has come further, and never could.
 */
export function hasOvertaken(counts: EarlyCounts, come: readonly Placed[]): boolean {
  if (come[0]?.index !== 0 || counts.segments === 0 || !mayOpen(counts)) return false;
  if (chooseEarlySegment('whole', counts, come)) return false;
  const meeting = findMeeting(counts, come[0].layout) ?? endOf(counts);
  return come.some(({ layout, index }) => segmentStart(layout, index) > meeting - SAME_SECONDS);
}

/** When a whole that is cut so has a boundary where the opening is, or will be before it ends. */
function findMeeting(counts: EarlyCounts, layout: SegmentLayout): number | undefined {
  const from = endOf(counts) - SAME_SECONDS;
  const own = startsUntil(layout);
  return startsUntil(SEGMENT_LAYOUT).find(
    (seconds) => seconds >= from && own.some((start) => isSame(start, seconds)),
  );
}

function startsUntil(layout: SegmentLayout): number[] {
  const starts: number[] = [];
  while (segmentStart(layout, starts.length) <= OPENING_SECONDS)
    starts.push(segmentStart(layout, starts.length));
  return starts;
}

/** Whether a segment may still be wanted: it does not begin before the end of what can be watched. */
export function isAhead(counts: EarlyCounts, { layout, index }: Placed): boolean {
  return segmentStart(layout, index) > endOf(counts) - SAME_SECONDS;
}

/** What can be watched with one more. */
export function countWith(of: EarlyEncoding, counts: EarlyCounts, { layout, index }: Placed): EarlyCounts {
  return {
    opening_segments: counts.opening_segments + (of === 'opening' ? 1 : 0),
    segments: counts.segments + 1,
    segment_lengths: toJson([...readSegmentLengths(counts), segmentLength(layout, index)]),
  };
}

function endOf(counts: EarlyCounts): number {
  return readSegmentLengths(counts).reduce((sum, seconds) => sum + seconds, 0);
}

const isSame = (one: number, other: number) => Math.abs(one - other) < SAME_SECONDS;
