import { median } from './median.ts';
import type { Run } from './run-contender.ts';

/** One run for several of the same work: the middle one of each time, the most memory; the files are those of the last. */
export function medianRun(runs: readonly Run[]): Run {
  const middle = (of: (run: Run) => number) => median(runs.map(of));
  return {
    ...runs.at(-1)!,
    cpuSeconds: middle((run) => run.cpuSeconds),
    wallSeconds: middle((run) => run.wallSeconds),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
    firstPlayableSeconds: middle((run) => run.firstPlayableSeconds),
    lastPlayableSeconds: middle((run) => run.lastPlayableSeconds),
  };
}
