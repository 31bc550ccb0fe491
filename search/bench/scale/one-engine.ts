import { type Ask, answerQuery, answerTyping, type Library } from '../../answer-query.ts';
import type { EmbeddedEngine } from '../../engines/embedded/embedded-engine.ts';
import type { Engine } from '../../engines/engine.ts';
import { createFollower } from '../../follow-changes.ts';
import type { LessonChanges, Search, SearchLog, SearchTerms } from '../../search.ts';
import { readSynonyms, type SynonymGroup } from '../../understanding/synonyms.ts';
import { createUnderstanding } from '../../understanding/understand-query.ts';

/** What of a search is measured. */
export type OneEngine = Pick<Search, 'search' | 'suggest' | 'follow' | 'nudge'> & {
  build(): Promise<number>;
};

/**
 * A search by one engine alone, put together as `createSearch` does it, which builds and asks the embedded
 * engine beside Meilisearch: an engine that is measured shall not wait for another.
 */
export function searchWithOneEngine(
  engine: Engine & Partial<EmbeddedEngine>,
  parts: { terms: SearchTerms; changes: LessonChanges; synonyms: readonly SynonymGroup[]; log: SearchLog },
): OneEngine {
  const understand = createUnderstanding(parts.terms);
  const synonyms = readSynonyms(parts.synonyms);
  const follower = createFollower(engine, parts.changes, parts.log);
  const never = new AbortController().signal;
  const library: Library = {
    // It stands beside the embedded engine alone.
    lexicon: engine.lexicon ?? { near: () => [], known: () => [] },
    synonyms,
    onLost(problem) {
      throw problem;
    },
  };
  const askUntil =
    (signal: AbortSignal): Ask =>
    async (question) => ({ result: await question(engine, signal), engine: engine.name });
  return {
    build: () => follower.rebuild(never),
    follow: follower.follow,
    nudge: follower.nudge,
    search: (query, signal = never) => answerQuery(askUntil(signal), query, understand(query.q), library),
    suggest: (text, limit, signal = never) =>
      answerTyping(askUntil(signal), text, limit, understand(text), synonyms),
  };
}
