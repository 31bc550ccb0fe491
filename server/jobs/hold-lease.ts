import { type JobQueue, type Lease, LeaseLostError } from './job-queue.ts';

export interface HeldLease {
  /** Aborts with a `LeaseLostError`. */
  readonly lost: AbortSignal;
  /** 0–1; written with the next heartbeat, which comes within a second. */
  progress(fraction: number): void;
  letGo(): void;
}

const progressMs = 1000;

/**
 * Keeps a lease by a heartbeat every sixth of its length, whatever the work is doing.
 *
 * A heartbeat that cannot reach the database says nothing about the lease. When none has got through
 * for the whole length, somebody else may hold it: then it counts as lost, also for a process that
 * was frozen meanwhile. Each one that fails is told to `missed`: the disk may be going.
 */
export function holdLease(
  queue: Pick<JobQueue, 'leaseSeconds' | 'heartbeat'>,
  lease: Lease,
  missed: (error: unknown) => void,
): HeldLease {
  const leaseMs = queue.leaseSeconds * 1000;
  const controller = new AbortController();
  let keptAt = performance.now();
  let fraction: number | undefined;
  let trouble: unknown;
  let beating = false;
  let soon: NodeJS.Timeout | undefined;

  async function beat(): Promise<void> {
    if (performance.now() - keptAt > leaseMs) return lose(trouble);
    if (beating) return;
    beating = true;
    const sentAt = performance.now();
    try {
      if (await queue.heartbeat(lease, fraction)) keptAt = sentAt;
      else lose();
    } catch (error) {
      trouble = error;
      missed(error);
    } finally {
      beating = false;
    }
  }

  function lose(cause?: unknown): void {
    letGo();
    controller.abort(new LeaseLostError(lease, cause === undefined ? undefined : { cause }));
  }

  const timer = setInterval(beat, leaseMs / 6);

  function letGo(): void {
    clearInterval(timer);
    clearTimeout(soon);
  }

  return {
    lost: controller.signal,
    progress(next) {
      fraction = next;
      soon ??= setTimeout(() => {
        soon = undefined;
        void beat();
      }, progressMs);
    },
    letGo,
  };
}
