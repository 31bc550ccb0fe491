import { filterFields, type SearchFilters, type SearchHit } from '../../search/query.ts';
import type { Actor } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { SearchAnswer as Answer, SearchQuery as Asked, SearchHit as Hit } from '../contract/search.ts';
import { findTerm } from '../contract/terms/term.ts';
import { termsOfField } from '../contract/terms/terms-of-field.ts';
import type { Language } from '../contract/words/words.ts';
import { askSearch } from './ask-search.ts';
import { choosePassages } from './choose-passages.ts';
import { findInContents } from './find-in-contents.ts';
import { presentLessons } from './present-lessons.ts';
import { toHighlights } from './read-highlights.ts';

const defaultLimit = 24;

/**
 * Asks the index and reads what it names anew from the database: only what is public comes out. Throws
 * `InvalidRequestError` for a cursor that no answer gave, `EngineUnavailableError` while the index is built.
 */
export async function searchLessons(
  context: AppContext,
  actor: Actor,
  language: Language,
  asked: Asked,
  signal?: AbortSignal,
): Promise<Answer> {
  const q = asked.q?.trim() ?? '';
  const found = await askSearch(
    context.search.search(
      {
        q,
        filters: toSearchFilters(asked),
        sort: asked.sort ?? (q === '' ? 'newest' : 'relevance'),
        limit: asked.limit ?? defaultLimit,
        cursor: asked.cursor,
      },
      signal,
    ),
  );
  const ids = [...found.hits, ...found.nearest].map((hit) => hit.id);
  const lessons = new Map(
    (await presentLessons(context, actor, language, ids)).map((lesson) => [lesson.id, lesson]),
  );
  const places = await findInContents(context, actor, found);
  const toHits = (hits: SearchHit[]): Hit[] =>
    hits.flatMap((hit) => {
      const lesson = lessons.get(hit.id);
      // The index may lag behind by a moment: what is no longer published is no hit.
      return lesson?.state === 'published'
        ? [
            {
              lesson,
              highlights: toHighlights(hit.highlights, lesson),
              passages: choosePassages(hit.highlights, lesson),
              moments: places.get(hit.id)?.moments ?? [],
              excerpts: places.get(hit.id)?.excerpts ?? [],
            },
          ]
        : [];
    });
  return {
    hits: toHits(found.hits),
    facets: found.facets,
    understood: found.understood,
    corrected: found.corrected,
    total: found.total,
    nearest: toHits(found.nearest),
    nearestBeyond: found.nearestBeyond,
    engine: found.engine,
    nextCursor: found.cursor,
  };
}

/** Filters as they stand in an address, in slugs: Chinese names and aliases of terms are taken for theirs. */
export function toSearchFilters(asked: Asked): SearchFilters {
  const filters: Record<string, (string | number)[]> = {};
  for (const field of filterFields) {
    const given = field in asked ? asked[field as keyof Asked] : undefined;
    const values = [given ?? []].flat().map(String).filter(Boolean);
    if (values.length === 0) continue;
    const terms = termsOfField[field];
    filters[field] = values.map(
      (value) => (terms && findTerm(terms, value)?.slug) ?? (field === 'year' ? Number(value) : value),
    );
  }
  return filters as SearchFilters;
}
