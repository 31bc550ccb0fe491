import type { SearchLog } from './search.ts';

/** Read anew after so long (ms): what somebody saves, in this process or another, holds soon. */
const readAgainAfter = 2000;

/**
 * What the library keeps for its search, as it is now: made anew where what is read has changed; what was read last
 * where it cannot be read, which is said once (`unread`: what is wrong and what to do, for the operator).
 */
export function keepFresh<Read, Kept>(
  read: () => Promise<Read>,
  make: (read: Read) => Kept,
  none: Kept,
  { log, unread }: { log: Pick<SearchLog, 'warn'>; unread: string },
): () => Promise<Kept> {
  let known = none;
  let text = '';
  let readAt = Number.NEGATIVE_INFINITY;
  let said = false;
  let reading: Promise<void> | null = null;

  async function readNow(): Promise<void> {
    try {
      const found = await read();
      const next = JSON.stringify(found);
      if (next !== text) known = make(found);
      text = next;
      said = false;
    } catch (error) {
      if (!said) log.warn({ err: error }, unread);
      said = true;
    } finally {
      readAt = performance.now();
      reading = null;
    }
  }

  return async () => {
    if (performance.now() - readAt > readAgainAfter) {
      reading ??= readNow();
      await reading;
    }
    return known;
  };
}
