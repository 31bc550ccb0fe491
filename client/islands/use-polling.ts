import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../ui/api.ts';

interface PollingOptions {
  /** Something can change by itself. */
  active: boolean;
  everyMs: number;
  /** Throws `ApiError` when the server did not answer: what is shown stays true as of its time. */
  ask(): Promise<void>;
}

interface Polling {
  /** The server did not answer the last time it was asked; the next round asks again. */
  stale: boolean;
  /** Asks now, unless that is being done. */
  refresh(): Promise<void>;
}

/** Asks again and again while somebody looks at the page, and at once when they come back to it. */
export function usePolling({ active, everyMs, ask }: PollingOptions): Polling {
  const [stale, setStale] = useState(false);
  const latest = useRef(ask);
  latest.current = ask;
  const asking = useRef(false);

  async function refresh() {
    if (asking.current) return;
    asking.current = true;
    try {
      await latest.current();
      setStale(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setStale(true);
    } finally {
      asking.current = false;
    }
  }

  useEffect(() => {
    if (!active) return;
    const tick = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [active, everyMs]);

  return { stale, refresh };
}
