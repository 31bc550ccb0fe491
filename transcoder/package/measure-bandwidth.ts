export interface MeasuredSegment {
  durationSeconds: number;
  bytes: number;
}

/**
 * AVERAGE-BANDWIDTH and BANDWIDTH in bit/s (RFC 8216 4.3.4.2): the latter is the peak over runs of
 * segments that last between half and one and a half target durations, so a short first or last one counts only
 * together with its neighbour.
 */
export function measureBandwidth(segments: readonly MeasuredSegment[], targetSeconds: number) {
  const averageBandwidth = Math.ceil(rate(segments.reduce(join, NOTHING)));
  let peak = averageBandwidth;
  for (let first = 0; first < segments.length; first += 1) {
    let run = NOTHING;
    for (let last = first; last < segments.length; last += 1) {
      run = join(run, segments[last]!);
      if (run.durationSeconds > 1.5 * targetSeconds) break;
      if (run.durationSeconds >= targetSeconds / 2) peak = Math.max(peak, rate(run));
    }
  }
  return { averageBandwidth, bandwidth: Math.ceil(peak) };
}

const NOTHING: MeasuredSegment = { durationSeconds: 0, bytes: 0 };

function join(run: MeasuredSegment, next: MeasuredSegment): MeasuredSegment {
  return { durationSeconds: run.durationSeconds + next.durationSeconds, bytes: run.bytes + next.bytes };
}

function rate({ durationSeconds, bytes }: MeasuredSegment): number {
  return (bytes * 8) / durationSeconds;
}
