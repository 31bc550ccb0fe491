import { askContents } from './engines/content-tokens.ts';
import { type Engine, type EngineAnswer, type Found, fewHits, type Reading } from './engines/engine.ts';
import { orderHits, type SearchPlan } from './plan-search.ts';
import { type FacetCounts, type FacetField, facetFields, type SearchFilters } from './query.ts';

/** With fewer hits than this, people are shown what captions and attachments say as well. */
export const enoughHits = 20;

/** One page of an answer, of which the last hits were found by what their captions or attachments say. */
export interface AnswerWithContents extends EngineAnswer {
  /** How many of the hits these are. */
  throughContents: number;
  /** Whether such stand behind the others: a place behind this answer has to say so. */
  askedContents: boolean;
}

/**
 * Asks an engine for lessons, and where these are few also for lessons whose captions or attachments say the
 * words: behind all others, whatever is sorted by, since any title says more.
 */
export async function answerWithContents(
  engine: Pick<Engine, 'search'>,
  plan: SearchPlan,
  signal: AbortSignal,
): Promise<AnswerWithContents> {
  const { offset, limit, ranked, beyondContents, request } = plan;
  // All lessons of few have to be known, to be left out of the others.
  const isWhole = ranked || offset === 0 || beyondContents;
  const own = await engine.search(
    isWhole && !ranked
      ? { ...request, offset: 0, limit: Math.max(enoughHits, offset === 0 ? limit : 0) }
      : request,
    signal,
  );
  const ordered = orderHits(plan, own);
  const hits = isWhole ? ordered.slice(offset, offset + limit) : ordered;
  const contents = isWhole && own.total < enoughHits ? toContents(request.readings, own) : [];
  if (contents.length === 0) return { ...own, hits, throughContents: 0, askedContents: false };
  const other = await engine.search(
    {
      readings: contents.map(({ reading }) => reading),
      near: null,
      sort: request.sort,
      offset: Math.max(0, offset - own.total),
      limit: limit - hits.length,
    },
    signal,
  );
  if (other.total === 0) return { ...own, hits, throughContents: 0, askedContents: false };
  const { number, reading } = contents[other.reading]!;
  const total = own.total + other.total;
  return {
    reading: number,
    hits: [...hits, ...other.hits],
    total,
    facets: addFacets(own.facets, other.facets, reading.filters),
    nearest: total < fewHits ? without(own.nearest, other.hits) : [],
    throughContents: other.hits.length,
    askedContents: true,
  };
}

/** The reading that was answered, or where none was all that are more than a guess at a title. */
function toContents(
  readings: readonly Reading[],
  { reading: answered, total, hits }: EngineAnswer,
): { number: number; reading: Reading }[] {
  const besides = hits.map(({ id }) => id);
  return readings.flatMap(({ words, filters, aside }, number) => {
    if (total > 0 ? number !== answered : aside) return [];
    const question = words && askContents(words.words);
    return question ? [{ number, reading: { words, filters, contents: { question, besides } } }] : [];
  });
}

function without(some: readonly Found[], others: readonly Found[]): Found[] {
  const ids = new Set(others.map(({ id }) => id));
  return some.filter(({ id }) => !ids.has(id));
}

/*
 * Under all filters the two have no lesson in common. Where a facet leaves its own filter out, lessons of both
 * may be the same ones: the larger number is nearer to the truth than the sum.
 */
function addFacets(own: FacetCounts, other: FacetCounts, filters: SearchFilters): FacetCounts {
  const added = (field: FacetField) => {
    const chosen = filters[field]?.map(String) ?? [];
    const counts = { ...own[field] };
    for (const [value, count] of Object.entries(other[field])) {
      const before = counts[value] ?? 0;
      const disjoint = chosen.length === 0 || chosen.includes(value);
      counts[value] = disjoint ? before + count : Math.max(before, count);
    }
    return counts;
  };
  return Object.fromEntries(facetFields.map((field) => [field, added(field)])) as FacetCounts;
}
