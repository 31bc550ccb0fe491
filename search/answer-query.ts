import { type AnswerWithContents, answerWithContents } from './answer-with-contents.ts';
import type { Engine } from './engines/engine.ts';
import type { Lexicon } from './engines/lexicon.ts';
import { planNear, planReadings, planRescue } from './plan-readings.ts';
import { isDoubtful, planSearch, type SearchPlan, tellAnswer, wantsRescue } from './plan-search.ts';
import type { SearchAnswer, SearchQuery, Suggestions } from './query.ts';
import { readRequest } from './understanding/asking.ts';
import { normalise } from './understanding/normalise.ts';
import { planSuggestions, planWords, type Word, type WordPlan } from './understanding/plan-words.ts';
import type { CurrentEditions } from './understanding/relevance.ts';
import { type Synonyms, saidOtherwise, withSynonyms } from './understanding/synonyms.ts';
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
  const told = { synonyms, editions };
  const put = (plan: SearchPlan) => ask((engine, signal) => answerWithContents(engine, plan, signal));
  const first = planSearch(query, planReadings(query, understanding, synonyms), understanding, told);
  const answer = await put(first);
  const asFirst = async () => {
    const narrow = tellAnswer(first, answer.result, answer.engine);
    const wider = narrow.hits.length + narrow.nearest.length > 0 ? null : planWider(first);
    if (!wider) return narrow;
    const { nearest } = tellAnswer(wider, (await put(wider)).result, answer.engine);
    return nearest.length === 0 ? narrow : { ...narrow, nearest, nearestBeyond: narrow.understood };
  };
  if (!wantsRescue(query, first, answer.result)) return await asFirst();
  const readings = planRescueIfNamesHold(query, understanding, library);
  if (readings.length === 0) return await asFirst();
  const rescue = planSearch(query, readings, understanding, told);
  const rescued = await put(rescue);
  return isBetter(rescue, rescued.result, answer.result)
    ? tellAnswer(rescue, rescued.result, rescued.engine)
    : await asFirst();

  /** What comes near without the filters that were only understood, where there is nothing under them. */
  function planWider(plan: SearchPlan): SearchPlan | null {
    const onlyUnderstood = understanding.understood.some(({ field }) => !query.filters[field]?.length);
    if (!onlyUnderstood || query.cursor !== undefined) return null;
    const near = planNear(query, understanding, synonyms, 'chosen');
    const readings = plan.request.readings.slice(0, 1);
    return near && { ...plan, request: { ...plan.request, readings, near } };
  }
}

/**
 * What a text that is still being typed may become, at most `limit` of each: as it stands, then the thing that it
 * asks for without grades and the like, then that by its synonyms. Throws what asking throws.
 */
export async function answerTyping(
  ask: Ask,
  text: string,
  limit: number,
  understanding: Understanding,
  synonyms: Synonyms = new Map(),
): Promise<Suggestions> {
  const plans = planTypedText(text, understanding, synonyms);
  if (plans.length === 0) return { lessons: [], nodes: [], teachers: [] };
  return (await ask((engine, signal) => engine.suggest(plans, limit, signal))).result;
}

/** Synonyms that are asked for beside what was typed. */
const suggestedSynonyms = 2;

function planTypedText(text: string, understanding: Understanding, synonyms: Synonyms): WordPlan[] {
  // Who has typed 四年级角的 goes on with a name that begins behind it.
  const thing = readRequest(normalise(understanding.text))
    .things.at(-1)!
    .replace(/(?<=.)的$/u, '');
  const asTyped = planSuggestions(text);
  const asMeant = planSuggestions(thing).filter((plan) => !asTyped.some((other) => sameWords(plan, other)));
  const otherwise = saidOtherwise(withSynonyms(planWords(thing), synonyms), suggestedSynonyms);
  return [
    ...asTyped,
    ...asMeant,
    ...otherwise.map(({ words, whole }) => ({ words: openLast(words), whole })),
  ];
}

function openLast(words: readonly Word[]): Word[] {
  return words.map((word, at) => (at === words.length - 1 ? { ...word, prefix: true } : word));
}

function sameWords(one: WordPlan, other: WordPlan): boolean {
  const textOf = ({ words }: WordPlan) => words.map(({ tokens }) => tokens.join(' ')).join('|');
  return textOf(one) === textOf(other);
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
