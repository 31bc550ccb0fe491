const KiB = 1024;
const MiB = 1024 * KiB;

export const smallestSlice = 256 * KiB;
const largestSlice = 16 * MiB;
/** Below this a proxy that refuses a slice as too large refuses every upload. */
const smallestAllowed = 64 * KiB;

/** A slice should take about so long: short enough to show progress, long enough not to wait for answers. */
const secondsPerSlice = 7;

export interface SliceRecord {
  /** Size of the next slice. */
  bytes: number;
  /** Averaged over the last few; null before the first. */
  bytesPerSecond: number | null;
  /** What a proxy on the way lets through. */
  largest: number;
  /** By how much a slice may be larger than the one before. */
  growth: number;
}

export const firstSlice: SliceRecord = {
  bytes: MiB,
  bytesPerSecond: null,
  largest: largestSlice,
  // One quick answer, from a proxy's buffer for instance, says little.
  growth: 2,
};

export function nextSliceBytes(record: SliceRecord, sent: { bytes: number; seconds: number }): SliceRecord {
  const rate = sent.bytes / Math.max(sent.seconds, 0.001);
  const bytesPerSecond = record.bytesPerSecond === null ? rate : record.bytesPerSecond * 0.7 + rate * 0.3;
  const wished = Math.max(
    smallestSlice,
    Math.min(bytesPerSecond * secondsPerSlice, record.bytes * record.growth),
  );
  return { ...record, bytes: Math.round(Math.min(wished, record.largest) / KiB) * KiB, bytesPerSecond };
}

/**
 * After a cut. A proxy that hands on whole requests loses a whole slice with each: they get half as large,
 * and grow more slowly from now on.
 */
export function sliceAfterCut(record: SliceRecord): SliceRecord {
  const bytes = Math.min(record.largest, Math.max(smallestSlice, record.bytes / 2));
  return { ...record, bytes, growth: 1.25 };
}

/** After a proxy has refused one as too large (413); undefined when smaller ones make no sense. */
export function sliceAfterRefusal(record: SliceRecord): SliceRecord | undefined {
  const largest = Math.floor(record.bytes / 2 / KiB) * KiB;
  return largest < smallestAllowed ? undefined : { ...record, bytes: largest, largest };
}

/**
 * Milliseconds after which a slice without an answer is given up, since a half-open line never says so; the
 * server keeps what came of it. `longest` while nobody knows how quick the line is.
 */
export function slicePatience(bytes: number, bytesPerSecond: number | null, longest: number): number {
  if (bytesPerSecond === null) return longest;
  return Math.min(longest, Math.max(longest / 3, (4000 * bytes) / bytesPerSecond));
}

/** Milliseconds before the next try: doubling, and spread so that a school does not return as one. */
export function retryDelay(
  failures: number,
  times: { firstRetry: number; longestRetry: number },
  random: number,
): number {
  return Math.min(times.longestRetry, times.firstRetry * 2 ** failures) * (0.5 + random / 2);
}
