import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../ui/api.ts';
import { useLeaveWarning } from './use-form.ts';

export type SaveState =
  | { name: 'saved'; at: string | null }
  | { name: 'dirty' }
  | { name: 'saving' }
  | { name: 'failed'; error: ApiError };

/** Milliseconds before another try, or null: only another change or a press helps. */
export function saveRetryDelay({ status }: Pick<ApiError, 'status'>, failures: number): number | null {
  const passing = status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
  return passing ? Math.min(60_000, 2000 * 2 ** failures) : null;
}

interface AutosaveOptions<Value> {
  /** When it was saved last (ISO 8601); null: never. */
  savedAt: string | null;
  /** Milliseconds without a change; null: only when asked to. */
  after: number | null;
  /** Throws `ApiError` when it could not be saved. */
  save(value: Value): Promise<void>;
}

export interface Autosave<Value> {
  state: SaveState;
  /** Takes what is to be kept now, and saves it when nothing has changed for a while. */
  change(value: Value): void;
  /** Saves at once what is not saved yet; true when everything is. */
  flush(): Promise<boolean>;
  /** Something else is kept now (as of an ISO 8601 instant): nothing is left to save. */
  reset(savedAt: string | null): void;
}

/**
 * Keeps what somebody writes: one request at a time, the newest value last, again by itself when the line
 * was down, and a question before the page is left with something unsaved.
 */
export function useAutosave<Value>({ savedAt, after, save }: AutosaveOptions<Value>): Autosave<Value> {
  const [state, setState] = useState<SaveState>({ name: 'saved', at: savedAt });
  const pending = useRef<{ value: Value } | null>(null);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const failures = useRef(0);
  const write = useRef(save);
  write.current = save;

  function later(delay: number | null) {
    clearTimeout(timer.current);
    if (delay !== null) timer.current = setTimeout(() => void flush(), delay);
  }

  function change(value: Value) {
    pending.current = { value };
    setState({ name: 'dirty' });
    later(after);
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer.current);
    running.current ??= writeAll().finally(() => {
      running.current = null;
    });
    return running.current;
  }

  async function writeAll(): Promise<boolean> {
    while (pending.current) {
      const writing = pending.current;
      setState({ name: 'saving' });
      try {
        await write.current(writing.value);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setState({ name: 'failed', error });
        later(after === null ? null : saveRetryDelay(error, failures.current++));
        return false;
      }
      failures.current = 0;
      if (pending.current === writing) pending.current = null;
    }
    setState((before) =>
      before.name === 'saved' ? before : { name: 'saved', at: new Date().toISOString() },
    );
    return true;
  }

  function reset(at: string | null) {
    clearTimeout(timer.current);
    pending.current = null;
    setState({ name: 'saved', at });
  }

  useEffect(() => {
    const retry = () => void flush();
    addEventListener('online', retry);
    return () => {
      removeEventListener('online', retry);
      clearTimeout(timer.current);
    };
  }, []);
  useLeaveWarning(state.name !== 'saved');

  return { state, change, flush, reset };
}
