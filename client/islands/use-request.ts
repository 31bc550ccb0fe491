import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../ui/api.ts';

export interface RequestState {
  /** One is on its way: its button waits. */
  busy: boolean;
  /** Why the last one did not succeed; null once another one starts. */
  error: ApiError | null;
  /**
   * Runs requests one at a time (a second press while one is on its way does nothing) and keeps an
   * `ApiError` to be shown. True when all of `work` was done. Other errors are thrown on.
   */
  run(work: () => Promise<void>): Promise<boolean>;
  /** Forgets what went wrong. */
  clear(): void;
}

export function useRequest(): RequestState {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);

  async function run(work: () => Promise<void>): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setError(thrown);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, error, run, clear: () => setError(null) };
}
