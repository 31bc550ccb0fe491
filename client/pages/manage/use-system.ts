import { useEffect, useRef, useState } from 'preact/hooks';
import type { SystemStatus } from '../../../server/contract/system.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { ApiError, askApi } from '../../ui/api.ts';

const everyMs = 10_000;

/** How the installation stands, asked for again while somebody looks at the page. */
export function useSystem(initial: SystemStatus, words: Words<'common'>) {
  const [system, setSystem] = useState(initial);
  /** The server did not answer the last time it was asked. */
  const [stale, setStale] = useState(false);
  /** There is a script: before, nothing refreshes by itself. */
  const [awake, setAwake] = useState(false);
  const asking = useRef(false);

  async function refresh() {
    if (asking.current) return;
    asking.current = true;
    try {
      setSystem(await askApi<SystemStatus>('/api/system', words));
      setStale(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setStale(true);
    } finally {
      asking.current = false;
    }
  }

  useEffect(() => {
    setAwake(true);
    const tick = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);

  return { system, stale, awake, refresh };
}
