import { useEffect, useState } from 'preact/hooks';
import type { SystemStatus } from '../../../server/contract/system.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { usePolling } from '../../islands/use-polling.ts';
import { askApi } from '../../ui/api.ts';

/** How the installation stands, asked for again while somebody looks at the page. */
export function useSystem(initial: SystemStatus, words: Words<'common'>) {
  const [system, setSystem] = useState(initial);
  /** There is a script: before, nothing refreshes by itself. */
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);
  const { stale, refresh } = usePolling({
    active: true,
    everyMs: 10_000,
    ask: async () => setSystem(await askApi<SystemStatus>('/api/system', words)),
  });
  return { system, stale, awake, refresh };
}
