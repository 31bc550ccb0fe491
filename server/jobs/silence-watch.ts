import type { LeaseMark } from '../db/job-leases.ts';

/** How long leases have stood still before our eyes; no clock that can jump is ever looked at. */
export interface SilenceWatch {
  /** Given all running jobs of a kind at every look: those whose holders were silent for the whole lease. */
  findSilent(kind: string, running: readonly LeaseMark[]): LeaseMark[];
}

export function createSilenceWatch(leaseSeconds: number, now = () => performance.now()): SilenceWatch {
  const seenOfKind = new Map<string, Map<string, { mark: LeaseMark; since: number }>>();
  return {
    findSilent(kind, running) {
      const before = seenOfKind.get(kind);
      const seen = new Map(
        running.map((mark) => {
          const last = before?.get(mark.id);
          const same = last?.mark.token === mark.token && last.mark.until === mark.until;
          return [mark.id, same ? last : { mark, since: now() }];
        }),
      );
      seenOfKind.set(kind, seen);
      return [...seen.values()]
        .filter(({ since }) => now() - since >= leaseSeconds * 1000)
        .map(({ mark }) => mark);
    },
  };
}
