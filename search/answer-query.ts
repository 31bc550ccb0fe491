import { type AnswerWithContents, answerWithContents } from './answer-with-contents.ts';
import type { Engine } from './engines/engine.ts';
import type { Lexicon } from './engines/lexicon.ts';
import { planReadings, planRescue } from './plan-readings.ts';
import { isDoubtful, planSearch, type SearchPlan, tellAnswer, wantsRescue } from './plan-search.ts';
import type { SearchAnswer, SearchQuery, Suggestions } from './query.ts';
import { planSuggestions } from './understanding/plan-words.ts';
import type { CurrentEditions } from './understanding/relevance.ts';
import type { Synonyms } from './understanding/synonyms.ts';
import type { Understanding } from './understanding/understand-query.ts';

/** Asks an engine that can answer, and says which one did. */
export type Ask = <Result>(
  question: (engine: Pick<Engine, 'search' | 'suggest'>, signal: AbortSignal) => Promise<Result>,
) => Promise<{ result: Result; engine: Engine['name'] }>;

/** What a library brings to its search. */
export interface Library {
  /** The names in it, and who is told where they cannot be read. */
  lexicon: Lexicon;
  onLost: (problem: unknown) => void;
  synonyms?: Synonyms;
  editions?: CurrentEditions;
}

/**
 * The whole way from a query to its answer: the first readings, and where these leave doubt, names of the library
 * that could have been meant (where these cannot be read, the answer stays as it is). Throws `InvalidCursorError`
 * and what asking throws.
 */
export async function answerQuery(
  ask: Ask,
  query: SearchQuery,
  understanding: Understanding,
  library: Library,
): Promise<SearchAnswer> {
  const { synonyms = new Map(), editions = new Map() } = library;
  const put = (plan: SearchPlan) => ask((engine, signal) => answerWithContents(engine, plan, signal));
  const first = planSearch(query, planReadings(query, understanding, synonyms), understanding, editions);
  const answer = await put(first);
  const asFirst = () => tellAnswer(first, answer.result, answer.engine);
  if (!wantsRescue(query, first, answer.result)) return asFirst();
  const readings = planRescueIfNamesHold(query, understanding, library);
  if (readings.length === 0) return asFirst();
  const rescue = planSearch(query, readings, understanding, editions);
  const rescued = await put(rescue);
  return isBetter(rescue, rescued.result, answer.result)
    ? tellAnswer(rescue, rescued.result, rescued.engine)
    : asFirst();
}

/** What a text that is still being typed may become; at most `limit` of each. Throws what asking throws. */
export async function answerTyping(ask: Ask, text: string, limit: number): Promise<Suggestions> {
  const plans = planSuggestions(text);
  if (plans.length === 0) return { lessons: [], nodes: [], teachers: [] };
  return (await ask((engine, signal) => engine.suggest(plans, limit, signal))).result;
}

function planRescueIfNamesHold(query: SearchQuery, understanding: Understanding, library: Library) {
  try {
    return planRescue(query, understanding, library.lexicon);
  } catch (problem) {
    library.onLost(problem);
    return [];
  }
}

function isBetter(rescue: SearchPlan, rescued: AnswerWithContents, answer: AnswerWithContents): boolean {
  if (rescued.hits.length === 0) return false;
  return answer.hits.length === 0 || !isDoubtful(rescue, rescued);
}
