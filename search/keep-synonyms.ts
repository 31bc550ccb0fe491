import { readSynonyms, type SynonymGroup, type Synonyms } from './understanding/synonyms.ts';

/** They are read anew after so long (ms): what somebody saves, in this process or another, holds soon. */
const readAgainAfter = 2000;

/** The synonyms of the library as they are now; what was read last where they cannot be read. */
export function keepSynonyms(read: () => Promise<readonly SynonymGroup[]>): () => Promise<Synonyms> {
  let known: Synonyms = new Map();
  let text = '';
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function readNow(): Promise<void> {
    try {
      const groups = await read();
      const next = JSON.stringify(groups);
      if (next !== text) known = readSynonyms(groups);
      text = next;
    } catch {
      // Whatever hinders this meets the search itself as well, which says so.
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
