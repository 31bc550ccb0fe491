/**
 * Lets one tab of this browser at a time do the work for a key. `onWaiting` is called while another one does
 * it; the signal that the work gets is aborted when its turn is over before it is done.
 */
export type TabLock = (
  key: string,
  work: (signal: AbortSignal) => Promise<void>,
  options: { signal: AbortSignal; onWaiting(): void },
) => Promise<void>;

/** The browser's own locks: it gives them back itself when a tab is closed. Only on https. */
export function browserLock(locks: Pick<LockManager, 'request'>): TabLock {
  return async (key, work, { signal, onWaiting }) => {
    const free = await locks.request(key, { ifAvailable: true }, async (lock) => {
      if (lock) await work(signal);
      return lock !== null;
    });
    if (free || signal.aborted) return;
    onWaiting();
    await locks.request(key, { signal }, () => work(signal));
  };
}

/** Milliseconds. */
export interface LeaseTimes {
  renew: number;
  /** A tab that has not renewed its lease for so long is gone. Timers of hidden tabs ring once a minute. */
  stale: number;
  poll: number;
}

const leaseTimes: LeaseTimes = { renew: 5000, stale: 150_000, poll: 2000 };

/**
 * A lease in the browser's storage, for plain http. Two tabs that begin in the same instant may both get it
 * (the storage cannot compare and set); the server keeps their bytes apart all the same.
 */
export function storageLock(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  times: LeaseTimes = leaseTimes,
): TabLock {
  const tab = Math.random().toString(36).slice(2);

  const holderOf = (lease: string): string | undefined => {
    const [holder, at] = storage.getItem(lease)?.split(' ') ?? [];
    return holder !== undefined && Date.now() - Number(at) < times.stale ? holder : undefined;
  };
  const write = (lease: string) => storage.setItem(lease, `${tab} ${Date.now()}`);
  const isFree = (lease: string) => (holderOf(lease) ?? tab) === tab;

  async function take(lease: string): Promise<boolean> {
    if (!isFree(lease)) return false;
    write(lease);
    await wait(times.renew / 100);
    return isFree(lease);
  }

  async function hold(lease: string, work: (signal: AbortSignal) => Promise<void>, outer: AbortSignal) {
    const turn = new AbortController();
    const end = () => turn.abort();
    const release = () => {
      if (holderOf(lease) === tab) storage.removeItem(lease);
    };
    const timer = setInterval(() => {
      // After a night asleep another tab may have it.
      if (isFree(lease)) write(lease);
      else end();
    }, times.renew);
    outer.addEventListener('abort', end);
    events.addEventListener('pagehide', release);
    try {
      await work(turn.signal);
      return !turn.signal.aborted;
    } finally {
      clearInterval(timer);
      outer.removeEventListener('abort', end);
      events.removeEventListener('pagehide', release);
      release();
    }
  }

  return async (key, work, { signal, onWaiting }) => {
    const lease = `${key}:tab`;
    for (let waiting = false; !signal.aborted; ) {
      if (await take(lease)) {
        waiting = false;
        if (await hold(lease, work, signal)) return;
        continue;
      }
      if (!waiting) onWaiting();
      waiting = true;
      await wait(times.poll);
    }
  };
}

/** Where nothing can be shared between tabs, the server keeps them apart. */
export const noLock: TabLock = (_key, work, { signal }) => work(signal);

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
