const KiB = 1024;
const MiB = 1024 * KiB;

export const smallestSlice = 256 * KiB;
const largestSlice = 16 * MiB;
export const sliceBytesAtFirst = MiB;

/** A slice should take about so long: short enough to show progress, long enough not to wait for answers. */
const secondsPerSlice = 7;

export interface SliceRecord {
  /** Size of the next slice. */
  bytes: number;
  /** Averaged over the last few; null before the first. */
  bytesPerSecond: number | null;
}

export function nextSliceBytes(record: SliceRecord, sent: { bytes: number; seconds: number }): SliceRecord {
  const rate = sent.bytes / Math.max(sent.seconds, 0.001);
  const bytesPerSecond = record.bytesPerSecond === null ? rate : record.bytesPerSecond * 0.7 + rate * 0.3;
  // Doubled at most: one quick answer, from a proxy's buffer for instance, says little.
  const wished = Math.min(bytesPerSecond * secondsPerSlice, record.bytes * 2);
  const bytes = Math.min(largestSlice, Math.max(smallestSlice, wished));
  return { bytes: Math.round(bytes / KiB) * KiB, bytesPerSecond };
}

/** Milliseconds before the next try: doubling, and spread so that a school does not return as one. */
export function retryDelay(
  failures: number,
  times: { firstRetry: number; longestRetry: number },
  random: number,
): number {
  return Math.min(times.longestRetry, times.firstRetry * 2 ** failures) * (0.5 + random / 2);
}
