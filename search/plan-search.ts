import type { AnswerWithContents } from './answer-with-contents.ts';
import { readCursor, writeCursor } from './cursor.ts';
import {
  type EngineAnswer,
  type EngineRequest,
  type Found,
  nearLimit,
  type Reading,
} from './engines/engine.ts';
import type {
  HighlightField,
  SearchAnswer,
  SearchFilters,
  SearchHit,
  SearchQuery,
  Understood,
  UnderstoodField,
} from './query.ts';
import { stripAsking } from './understanding/asking.ts';
import { highlight } from './understanding/highlight.ts';
import { normalise } from './understanding/normalise.ts';
import {
  loosen,
  planInitials,
  planLiteral,
  planWords,
  type Word,
  type WordPlan,
} from './understanding/plan-words.ts';
import {
  type Asked,
  askedOf,
  clearGrade,
  gradeFound,
  rankFound,
  titleGrade,
  wholeTitleGrade,
} from './understanding/relevance.ts';
import type { Understanding } from './understanding/understand-query.ts';

/** A search as it is put to an engine, and what is needed to tell its answer. */
export interface SearchPlan {
  request: EngineRequest;
  /** For each reading of the request: its number among all, what it understood. */
  readings: readonly { number: number; understood: readonly Understood[]; asked: Asked }[];
  /** Where the page begins among all hits, and how many stand on it. */
  offset: number;
  limit: number;
  /** Whether the hits begin with the first of all and are still to be put in order. */
  ranked: boolean;
  /** Whether it goes on behind an answer that had asked for what captions and attachments say. */
  beyondContents: boolean;
}

/** So many of the engine's first hits are put in order by all they say. */
const rankedHits = 100;

/** More than this is never shown on one page. */
const pageLimit = 100;

/**
 * The readings, best first; what is answered is the first whose hits leave no doubt. What was understood acts as
 * filters on the rest: on all of its words, on the thing that is asked for without the words that ask, on letters
 * as pinyin or initials. A title that has what was typed in one piece comes before that (劳动最光荣 is a title
 * before 劳动 is a subject), and what was typed, all of it as text, after it. What shares only some of the words
 * comes near. What a person chose as a filter always holds, also against what they typed.
 * Throws `InvalidCursorError`.
 */
export function planSearch(query: SearchQuery, { understood, text, literal }: Understanding): SearchPlan {
  const applied = understood.filter(({ field }) => (query.filters[field]?.length ?? 0) === 0);
  const told = applied.map(({ field, value, text: typed }) => ({ field, value, text: typed }));
  const under = { filters: withUnderstood(query.filters, applied), understood: told };
  const alone = { filters: query.filters, understood: [] };
  const thing = stripAsking(normalise(text));
  const letters = lettersOf(thing);
  const one = (own: WordPlan | null, looked: string, filters: typeof under | typeof alone): PlannedReading =>
    readingOf(query.q, looked, own, filters);
  const readings = distinct([
    ...(applied.length > 1 || (applied.length > 0 && text !== '')
      ? [asTitle(one(literalOf(query.q), query.q, alone), literal ? titleGrade : wholeTitleGrade)]
      : []),
    one(wordsOf(text), text, under),
    one(wordsOf(thing), thing, under),
    ...(letters === null
      ? []
      : [one(wordsOf(letters), letters, under), one(planInitials(letters), letters, under)]),
    ...(applied.length > 0 ? [one(wordsOf(query.q), query.q, alone)] : []),
  ]);
  const place = query.cursor === undefined ? null : readCursor(query.cursor);
  const numbered = readings.map((entry, number) => ({ ...entry, number }));
  const kept = place ? numbered.filter(({ number }) => number === place.reading) : numbered;
  const chosen = kept.length > 0 ? kept : numbered.slice(0, 1);
  const offset = place?.offset ?? 0;
  const limit = Math.max(1, Math.min(query.limit, pageLimit));
  const ranked = query.sort === 'relevance' && query.q.trim() !== '' && offset < rankedHits;
  const nearText = wordsOf([text, ...applied.map(({ name }) => name)].join(' '));
  return {
    request: {
      readings: chosen.map(({ reading }) => reading),
      near: place || !nearText ? null : { words: loosen(nearText), filters: query.filters },
      sort: query.sort,
      offset: ranked ? 0 : offset,
      limit: ranked ? rankedHits : limit,
    },
    readings: chosen.map(({ number, understood: of, asked }) => ({ number, understood: of, asked })),
    offset,
    limit: ranked ? Math.min(limit, rankedHits - offset) : limit,
    ranked,
    beyondContents: place?.contents ?? false,
  };
}

/** An engine's hits in their order; they begin with the first of all where the plan is `ranked`. */
export function orderHits({ readings, ranked }: SearchPlan, { hits, reading }: EngineAnswer): Found[] {
  return ranked ? rankFound(hits, readings[reading]!.asked) : hits;
}

/** The answer as people get it. */
export function tellAnswer(
  plan: SearchPlan,
  answer: AnswerWithContents,
  engine: SearchAnswer['engine'],
): SearchAnswer {
  const { number, understood } = plan.readings[answer.reading]!;
  const words = plan.request.readings[answer.reading]!.words?.words ?? [];
  const next = plan.offset + answer.hits.length;
  return {
    hits: answer.hits.map((found, index) =>
      hitOf(found, words, index >= answer.hits.length - answer.throughContents),
    ),
    words,
    facets: answer.facets,
    understood: [...understood],
    total: answer.total,
    nearest: answer.nearest
      .slice(0, nearLimit)
      .map((found) => hitOf(found, plan.request.near?.words?.words ?? [], false)),
    ...(answer.hits.length > 0 && next < answer.total
      ? { cursor: writeCursor({ offset: next, reading: number, contents: answer.askedContents }) }
      : {}),
    engine,
  };
}

function wordsOf(text: string): WordPlan | null {
  const plan = planWords(text);
  return plan.words.length > 0 ? plan : null;
}

interface PlannedReading {
  reading: Reading;
  understood: readonly Understood[];
  asked: Asked;
}

function readingOf(
  typed: string,
  text: string,
  words: WordPlan | null,
  { filters, understood }: { filters: SearchFilters; understood: readonly Understood[] },
): PlannedReading {
  const asked = askedOf(typed, text, words?.words ?? []);
  return {
    reading: { words, filters, weigh: (hits) => weightOf(bestGrade(hits, asked)) },
    understood,
    asked,
  };
}

/* A reading for nothing but titles: without one it is no answer at all. */
function asTitle({ reading, understood, asked }: PlannedReading, least: number): PlannedReading {
  const weigh = (hits: readonly Found[]) => (bestGrade(hits, asked) >= least ? 1 : 0);
  return { reading: { ...reading, weigh, aside: true }, understood, asked };
}

function bestGrade(hits: readonly Found[], asked: Asked): number {
  if (asked.text === '') return clearGrade;
  return Math.max(...hits.map((found) => gradeFound(found, asked)));
}

function weightOf(grade: number): number {
  return grade >= clearGrade ? 1 : (grade + 1) / 100;
}

/* A later reading without words would match everything. */
function distinct(readings: readonly PlannedReading[]): PlannedReading[] {
  const seen = new Set<string>();
  return readings.filter(({ reading, understood }, number) => {
    const tokens = reading.words?.words.map((word) => word.tokens);
    const key = JSON.stringify([tokens, understood, reading.aside]);
    if (seen.has(key) || (number > 0 && reading.words === null)) return false;
    return seen.add(key);
  });
}

function literalOf(text: string): WordPlan | null {
  const plan = planLiteral(text);
  return plan.words.length > 0 ? plan : null;
}

/** The letters of a text that has nothing else, joined: they may be pinyin. */
function lettersOf(text: string): string | null {
  const letters = normalise(text).replaceAll(/[ '-]/g, '');
  return /^[a-z]{2,40}$/.test(letters) ? letters : null;
}

function withUnderstood(filters: SearchFilters, understood: readonly Understood[]): SearchFilters {
  const added: Partial<Record<UnderstoodField, string[]>> = {};
  for (const { field, value } of understood) {
    const values = added[field] ?? [];
    values.push(value);
    added[field] = values;
  }
  return { ...filters, ...added };
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
