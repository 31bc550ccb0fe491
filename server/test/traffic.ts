import { setTimeout as sleep } from 'node:timers/promises';
import type { AcknowledgedUpload } from './audit-library.ts';
import type { ClipPhase } from './carry-clip.ts';

/** A phase that no clip enters for so long, ms, is not waited for any longer. */
const longestPhase = 20_000;

/** Clips one after another, so many under way at a time, until `finish`. */
export function startTraffic(
  atOnce: number,
  carry: (number: number, onPhase: (phase: ClipPhase) => void) => Promise<AcknowledgedUpload>,
) {
  const waiting = new Map<ClipPhase, PromiseWithResolvers<void>>();
  const all: Promise<AcknowledgedUpload>[] = [];
  let finishing = false;
  const enter = (phase: ClipPhase) => {
    waiting.get(phase)?.resolve();
    waiting.delete(phase);
  };

  async function carryOn(): Promise<void> {
    while (!finishing) {
      const carried = carry(all.length, enter);
      all.push(carried);
      await carried.catch(() => {});
    }
  }
  const lanes = Array.from({ length: atOnce }, carryOn);

  return {
    /** Resolves when any clip enters the phase. */
    async next(phase: ClipPhase): Promise<void> {
      const entered = waiting.get(phase) ?? Promise.withResolvers<void>();
      waiting.set(phase, entered);
      await Promise.race([entered.promise, sleep(longestPhase, undefined, { ref: false })]);
    },
    async finish(): Promise<PromiseSettledResult<AcknowledgedUpload>[]> {
      finishing = true;
      await Promise.all(lanes);
      return Promise.allSettled(all);
    },
  };
}
