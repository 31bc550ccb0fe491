export interface MeasuredSegment {
  durationSeconds: number;
  bytes: number;
}

/**
 * AVERAGE-BANDWIDTH and BANDWIDTH in bit/s (RFC 8216 4.3.4.2): the latter is the peak over runs of
 * segments that last between half and one and a half target durations, so a short last one does not count.
 */
export function measureBandwidth(segments: readonly MeasuredSegment[], targetSeconds: number) {
  const total = segments.reduce(
    (sum, { durationSeconds, bytes }) => ({
      seconds: sum.seconds + durationSeconds,
      bytes: sum.bytes + bytes,
    }),
    { seconds: 0, bytes: 0 },
  );
  const rate = ({ durationSeconds, bytes }: MeasuredSegment) => (bytes * 8) / durationSeconds;
  const counted = segments.filter(({ durationSeconds }) => durationSeconds >= targetSeconds / 2);
  const averageBandwidth = Math.ceil((total.bytes * 8) / total.seconds);
  const peak = counted.reduce((highest, segment) => Math.max(highest, rate(segment)), averageBandwidth);
  return { averageBandwidth, bandwidth: Math.ceil(peak) };
}
