import type { AnswerWithContents } from './answer-with-contents.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type EngineAnswer, type EngineRequest, type Found, nearLimit } from './engines/engine.ts';
import { firstRescue, type PlannedReading, planNear } from './plan-readings.ts';
import type { HighlightField, SearchAnswer, SearchHit, SearchQuery } from './query.ts';
import { highlight } from './understanding/highlight.ts';
import { comesNear } from './understanding/nearness.ts';
import type { Word } from './understanding/plan-words.ts';
import { type CurrentEditions, rankFound } from './understanding/relevance.ts';
import type { Synonyms } from './understanding/synonyms.ts';
import type { Understanding } from './understanding/understand-query.ts';

/** A search as it is put to an engine, and what is needed to tell its answer. */
export interface SearchPlan {
  request: EngineRequest;
  /** For each reading of the request, where it comes from. */
  readings: readonly PlannedReading[];
  /** Where the page begins among all hits, and how many stand on it. */
  offset: number;
  limit: number;
  /** Whether the hits begin with the first of all and are still to be put in order. */
  ranked: boolean;
  /** Whether it goes on behind an answer that had asked for what captions and attachments say. */
  beyondContents: boolean;
  /** What comes first of lessons that answer as well. */
  editions: CurrentEditions;
}

/** So many of the engine's first hits are put in order by all they say. */
const rankedHits = 100;

/** What a library tells of its words and books. */
export interface Told {
  synonyms: Synonyms;
  editions: CurrentEditions;
}

/** More than this is never shown on one page. */
const pageLimit = 100;

/** Puts readings to an engine; what shares only some of the words comes near. Throws `InvalidCursorError`. */
export function planSearch(
  query: SearchQuery,
  readings: readonly PlannedReading[],
  understanding: Understanding,
  { synonyms, editions }: Told,
): SearchPlan {
  const place = query.cursor === undefined ? null : readCursor(query.cursor);
  const kept = place ? readings.filter(({ number }) => number === place.reading) : readings;
  const chosen = kept.length > 0 ? kept : readings.slice(0, 1);
  const offset = place?.offset ?? 0;
  const limit = Math.max(1, Math.min(query.limit, pageLimit));
  const ranked = query.sort === 'relevance' && query.q.trim() !== '' && offset < rankedHits;
  const near = planNear(query, understanding, synonyms);
  return {
    request: {
      readings: chosen.map(({ reading }) => reading),
      near: place ? null : near,
      sort: query.sort,
      offset: ranked ? 0 : offset,
      limit: ranked ? rankedHits : limit,
      ...(ranked ? { unordered: true } : {}),
    },
    readings: chosen,
    offset,
    limit: ranked ? Math.min(limit, rankedHits - offset) : limit,
    ranked,
    beyondContents: place?.contents ?? false,
    editions,
  };
}

/** An engine's hits in their order; they begin with the first of all where the plan is `ranked`. */
export function orderHits(
  { readings, ranked, editions }: SearchPlan,
  { hits, reading }: EngineAnswer,
): Found[] {
  return ranked ? rankFound(hits, readings[reading]!.asked, editions) : hits;
}

/** Whether the first readings leave doubt, or the place where the search is to go on stands in a rescue. */
export function wantsRescue(query: SearchQuery, plan: SearchPlan, answer: AnswerWithContents): boolean {
  if (query.cursor !== undefined) return readCursor(query.cursor).reading >= firstRescue;
  return isDoubtful(plan, answer);
}

/**
 * Whether nothing was found, or nothing that is surely meant. What captions and attachments say as it was typed
 * leaves no doubt.
 */
export function isDoubtful(
  plan: SearchPlan,
  { reading, hits, throughContents }: AnswerWithContents,
): boolean {
  const weigh = plan.request.readings[reading]!.weigh;
  const own = hits.slice(0, hits.length - throughContents);
  if (own.length === 0) return throughContents === 0;
  return weigh !== undefined && weigh(own) < 1;
}

/** The answer as people get it. */
export function tellAnswer(
  plan: SearchPlan,
  answer: AnswerWithContents,
  engine: SearchAnswer['engine'],
): SearchAnswer {
  const { number, understood, corrected } = plan.readings[answer.reading]!;
  const words = plan.request.readings[answer.reading]!.words?.words ?? [];
  const next = plan.offset + answer.hits.length;
  return {
    hits: answer.hits.map((found, index) =>
      hitOf(found, words, index >= answer.hits.length - answer.throughContents),
    ),
    words,
    facets: answer.facets,
    understood: [...understood],
    ...(corrected && answer.hits.length > 0 ? { corrected } : {}),
    total: answer.total,
    nearest: answer.nearest
      .filter((found) => comesNear(found, plan.request.near?.words?.words ?? []))
      .slice(0, nearLimit)
      .map((found) => hitOf(found, plan.request.near?.words?.words ?? [], false)),
    ...(answer.hits.length > 0 && next < answer.total
      ? { cursor: writeCursor({ offset: next, reading: number, contents: answer.askedContents }) }
      : {}),
    engine,
  };
}

const highlightFields: readonly HighlightField[] = [
  'title',
  'nodePath',
  'keywords',
  'teacher',
  'school',
  'summary',
];

function hitOf(found: Found, words: readonly Word[], throughContents: boolean): SearchHit {
  const highlights: SearchHit['highlights'] = {};
  for (const field of highlightFields) {
    const marked = highlight(found[field], words);
    if (marked !== null) highlights[field] = marked;
  }
  return { id: found.id, highlights, throughContents };
}
