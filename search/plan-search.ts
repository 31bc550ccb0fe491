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
import { loosen, planWords, type Word, type WordPlan } from './understanding/plan-words.ts';
import type { Understanding } from './understanding/understand-query.ts';

/** A search as it is put to an engine, and what is needed to tell its answer. */
export interface SearchPlan {
  request: EngineRequest;
  /** For each reading of the request: its number among all, what it understood. */
  readings: readonly { number: number; understood: readonly Understood[] }[];
}

/** More than this is never shown on one page. */
const pageLimit = 100;

/**
 * The readings, best first: what was understood acts as filters on the thing that is asked for, without the words
 * that ask; where that yields nothing, on all the other words; where that yields nothing either, the text as it
 * was typed, all of it (劳动最光荣 is a title before 劳动 is a subject). What shares only some of the words comes
 * near. What a person chose as a filter always holds, also against what they typed.
 * Throws `InvalidCursorError`.
 */
export function planSearch(query: SearchQuery, { understood, text }: Understanding): SearchPlan {
  const applied = understood.filter(({ field }) => (query.filters[field]?.length ?? 0) === 0);
  const filters = withUnderstood(query.filters, applied);
  const told = applied.map(({ field, value, text: typed }) => ({ field, value, text: typed }));
  const readings = distinct([
    { reading: { words: wordsOf(stripAsking(normalise(text))), filters }, understood: told },
    { reading: { words: wordsOf(text), filters }, understood: told },
    { reading: { words: wordsOf(query.q), filters: query.filters }, understood: [] },
  ]);
  const place = query.cursor === undefined ? null : readCursor(query.cursor);
  const numbered = readings.map((entry, number) => ({ ...entry, number }));
  const kept = place ? numbered.filter(({ number }) => number === place.reading) : numbered;
  const chosen = kept.length > 0 ? kept : numbered.slice(0, 1);
  const nearText = wordsOf([text, ...applied.map(({ name }) => name)].join(' '));
  return {
    request: {
      readings: chosen.map(({ reading }) => reading),
      near: place || !nearText ? null : { words: loosen(nearText), filters: query.filters },
      sort: query.sort,
      offset: place?.offset ?? 0,
      limit: Math.max(1, Math.min(query.limit, pageLimit)),
    },
    readings: chosen.map(({ number, understood: of }) => ({ number, understood: of })),
  };
}

/** The answer as people get it. */
export function tellAnswer(
  plan: SearchPlan,
  answer: EngineAnswer,
  engine: SearchAnswer['engine'],
): SearchAnswer {
  const { number, understood } = plan.readings[answer.reading]!;
  const words = plan.request.readings[answer.reading]!.words?.words ?? [];
  const next = plan.request.offset + answer.hits.length;
  return {
    hits: answer.hits.map((found) => hitOf(found, words)),
    facets: answer.facets,
    understood: [...understood],
    total: answer.total,
    nearest: answer.nearest
      .slice(0, nearLimit)
      .map((found) => hitOf(found, plan.request.near?.words?.words ?? [])),
    ...(answer.hits.length > 0 && next < answer.total
      ? { cursor: writeCursor({ offset: next, reading: number }) }
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
}

/* A later reading without words would match everything. */
function distinct(readings: readonly PlannedReading[]): PlannedReading[] {
  const seen = new Set<string>();
  return readings.filter(({ reading, understood }, number) => {
    const key = JSON.stringify([reading.words?.words.map(({ tokens }) => tokens), understood]);
    if (seen.has(key) || (number > 0 && reading.words === null)) return false;
    return seen.add(key);
  });
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

function hitOf(found: Found, words: readonly Word[]): SearchHit {
  const highlights: SearchHit['highlights'] = {};
  for (const field of highlightFields) {
    const marked = highlight(found[field], words);
    if (marked !== null) highlights[field] = marked;
  }
  return { id: found.id, highlights };
}
