import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Pixels of the player, not of the window: it also stands in columns and frames. */
const narrowBelow = 480;

/** True while the element has room for a phone's controls only. (Container queries are younger than Chromium 86.) */
export function useNarrow(root: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    if (!root.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setNarrow(entry.contentRect.width < narrowBelow);
    });
    observer.observe(root.current);
    return () => observer.disconnect();
  }, [root]);
  return narrow;
}
