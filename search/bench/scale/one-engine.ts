import { answerWithContents } from '../../answer-with-contents.ts';
import type { Engine } from '../../engines/engine.ts';
import { createFollower } from '../../follow-changes.ts';
import { planSearch, tellAnswer } from '../../plan-search.ts';
import type { LessonChanges, Search, SearchLog, SearchTerms } from '../../search.ts';
import { planTyping } from '../../understanding/plan-words.ts';
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
  engine: Engine,
  { terms, changes, log }: { terms: SearchTerms; changes: LessonChanges; log: SearchLog },
): OneEngine {
  const understand = createUnderstanding(terms);
  const follower = createFollower(engine, changes, log);
  const never = new AbortController().signal;
  return {
    build: () => follower.rebuild(never),
    follow: follower.follow,
    nudge: follower.nudge,
    async search(query, signal = never) {
      const plan = planSearch(query, understand(query.q));
      return tellAnswer(plan, await answerWithContents(engine, plan, signal), engine.name);
    },
    async suggest(text, limit, signal = never) {
      const words = planTyping(text);
      if (words.words.length === 0) return { lessons: [], nodes: [], teachers: [] };
      return await engine.suggest(words, limit, signal);
    },
  };
}
