import type { SearchLog } from './search.ts';
import { readSynonyms, type SynonymGroup, type Synonyms } from './understanding/synonyms.ts';

/** They are read anew after so long (ms): what somebody saves, in this process or another, holds soon. */
const readAgainAfter = 2000;

/** What is wrong and what to do, for the operator. */
const unread =
  'the synonyms cannot be read, search goes on with those read before: look at the database, or save them anew at /manage/synonyms';

/** The synonyms of the library as they are now; what was read last where they cannot be read, which is said once. */
export function keepSynonyms(
  read: () => Promise<readonly SynonymGroup[]>,
  log: Pick<SearchLog, 'warn'>,
): () => Promise<Synonyms> {
  let known: Synonyms = new Map();
  let text = '';
  let readAt = Number.NEGATIVE_INFINITY;
  let said = false;
  let reading: Promise<void> | null = null;

  async function readNow(): Promise<void> {
    try {
      const groups = await read();
      const next = JSON.stringify(groups);
      if (next !== text) known = readSynonyms(groups);
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
