import type { PageContent } from '../contract/pages.ts';
import { type SearchQuery, searchSorts } from '../contract/search.ts';
import { searchLessons } from '../lessons/search-lessons.ts';
import type { Call } from '../route.ts';
import { readFacetNames } from './facet-names.ts';
import { toggleValue, withQuery } from './with-query.ts';

type SearchPage = Extract<PageContent, { page: 'search' }>;

/** The order in which filters stand on the page. */
const shownFacets = [
  'stage',
  'subject',
  'grade',
  'edition',
  'volume',
  'kind',
  'award',
  'programme',
  'school',
  'year',
];
const mostChoices = 12;
const nearBesideHits = 4;

/** `/search` with words and `/lessons` without are one page at two addresses. */
export async function buildSearchPage(call: Call<unknown, SearchQuery>, path: string): Promise<SearchPage> {
  const { context, actor, language, query, signal } = call;
  const answer = await searchLessons(context, actor, language, query, signal);
  const names = await readFacetNames(context.database.db, language, answer.facets);
  // Another choice begins again with the first page.
  const { cursor: _cursor, limit: _limit, ...chosen } = query;
  const facets = shownFacets.flatMap((field) => {
    const counts = Object.entries(answer.facets[field] ?? {}).sort(([, a], [, b]) => b - a);
    const choices = counts.slice(0, mostChoices).map(([slug, count]) => ({
      slug,
      name: names(field, slug),
      count,
      chosen: [chosen[field as keyof typeof chosen] ?? []].flat().map(String).includes(slug),
      href: withQuery(path, toggleValue(chosen, field, slug)),
    }));
    // One value that all hits have leaves nothing to choose; one that only some have (an award) does.
    const narrows = choices.length > 1 || choices.some(({ chosen, count }) => chosen || count < answer.total);
    return narrows ? [{ field, choices }] : [];
  });
  const sort = query.sort ?? (query.q ? 'relevance' : 'newest');
  return {
    page: 'search',
    q: query.q ?? '',
    hits: answer.hits,
    // Beside hits, a few that come near; without any, all of them.
    nearest: answer.hits.length > 0 ? answer.nearest.slice(0, nearBesideHits) : answer.nearest,
    total: answer.total,
    engine: answer.engine,
    fallback: context.config.meilisearch !== undefined && answer.engine === 'embedded',
    understood: answer.understood.map(({ field, value, text }) => ({
      name: names(field, value),
      text,
      // In quotation marks the words are searched for as they stand.
      removeHref: withQuery(path, { ...chosen, q: (query.q ?? '').replace(text, `"${text}"`) }),
    })),
    facets,
    sort: searchSorts
      .filter((slug) => slug !== 'relevance' || query.q)
      .map((slug) => ({ slug, chosen: slug === sort, href: withQuery(path, { ...chosen, sort: slug }) })),
    nextHref: answer.nextCursor ? withQuery(path, { ...chosen, cursor: answer.nextCursor }) : null,
    clearHref: withQuery(path, { q: query.q }),
  };
}
