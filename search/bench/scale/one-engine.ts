import { type Ask, answerQuery } from '../../answer-query.ts';
import type { EmbeddedEngine } from '../../engines/embedded/embedded-engine.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Lexicon } from '../../engines/lexicon.ts';
import { createFollower } from '../../follow-changes.ts';
import type { LessonChanges, Search, SearchLog, SearchTerms } from '../../search.ts';
import { planSuggestions } from '../../understanding/plan-words.ts';
import { createUnderstanding } from '../../understanding/understand-query.ts';

/** What of a search is measured. */
export type OneEngine = Pick<Search, 'search' | 'suggest' | 'follow' | 'nudge'> & {
  build(): Promise<number>;
};

/* It stands beside the embedded engine. */
const noLexicon: Lexicon = { near: () => [], known: () => [] };

/**
 * A search by one engine alone, put together as `createSearch` does it, which builds and asks the embedded
 * engine beside Meilisearch: an engine that is measured shall not wait for another.
 */
export function searchWithOneEngine(
  engine: Engine,
  { terms, changes, log }: { terms: SearchTerms; changes: LessonChanges; log: SearchLog },
): OneEngine {
  const understand = createUnderstanding(terms);
  const follower = createFollower(engine, changes, log);
  const never = new AbortController().signal;
  const lexicon: Lexicon = 'lexicon' in engine ? (engine as EmbeddedEngine).lexicon : noLexicon;
  return {
    build: () => follower.rebuild(never),
    follow: follower.follow,
    nudge: follower.nudge,
    async search(query, signal = never) {
      const ask: Ask = async (question) => ({
        result: await question(engine, signal),
        engine: engine.name,
      });
      const onLost = (problem: unknown) => {
        throw problem;
      };
      return await answerQuery(ask, query, understand(query.q), { lexicon, onLost });
    },
    async suggest(text, limit, signal = never) {
      const plans = planSuggestions(text);
      if (plans.length === 0) return { lessons: [], nodes: [], teachers: [] };
      return await engine.suggest(plans, limit, signal);
    },
  };
}
