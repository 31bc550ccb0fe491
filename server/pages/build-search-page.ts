import { filterFields } from '../../search/query.ts';
import type { PageContent } from '../contract/pages.ts';
import { type SearchAnswer, type SearchQuery, searchSorts } from '../contract/search.ts';
import { dictionary } from '../contract/words/dictionary.ts';
import { fill, type Language } from '../contract/words/words.ts';
import { searchLessons, toSearchFilters } from '../lessons/search-lessons.ts';
import type { Call } from '../route.ts';
import { countHits } from './count-hits.ts';
import { type FilterNames, readFilterNames } from './filter-names.ts';
import { findPlacesMeant } from './places-meant.ts';
import { planFacets } from './plan-facets.ts';
import { type QueryValues, toggleValue, withQuery } from './with-query.ts';

type SearchPage = Extract<PageContent, { page: 'search' }>;

const nearBesideHits = 4;

/** What was asked, as the addresses on the page carry it on. */
interface Asked {
  path: string;
  q: string;
  /** Filters by their slugs, and the order. */
  chosen: QueryValues;
  understood: SearchAnswer['understood'];
  names: FilterNames;
}

/** `/search` with words and `/lessons` without are one page at two addresses. */
export async function buildSearchPage(call: Call<unknown, SearchQuery>, path: string): Promise<SearchPage> {
  const { context, actor, language, query, signal } = call;
  const answer = await searchLessons(context, actor, language, query, signal);
  const chosen = toQueryValues(query);
  const names = await readFilterNames(context.database.db, language, {
    school: [...Object.keys(answer.facets.school ?? {}), ...valuesOf(chosen, 'school')],
    node: valuesOf(chosen, 'node'),
    teacher: valuesOf(chosen, 'teacher'),
  });
  const asked: Asked = { path, q: query.q?.trim() ?? '', chosen, understood: answer.understood, names };
  const found = answer.hits.length > 0;
  const [instead, places] = found
    ? [[], []]
    : await Promise.all([offerInstead(call, asked), offerPlaces(call, asked)]);
  const sort = query.sort ?? (query.q ? 'relevance' : 'newest');
  return {
    page: 'search',
    q: query.q ?? '',
    hits: answer.hits,
    // Beside hits, a few that come near; without any, all of them.
    nearest: found ? answer.nearest.slice(0, nearBesideHits) : answer.nearest,
    nearestBeyond: (answer.nearestBeyond ?? []).map(({ field, value, text }) => names(field, value) ?? text),
    total: answer.total,
    corrected: answer.corrected,
    engine: answer.engine,
    fallback: context.config.meilisearch !== undefined && answer.engine === 'embedded',
    understood: answer.understood.map((item) => ({
      name: nameUnderstood(item, names, language),
      removeHref: withQuery(path, { ...chosen, q: context.search.leaveOut(asked.q, item) }),
    })),
    literalHref: answer.understood.length > 0 ? withQuery(path, { ...chosen, q: asWritten(asked.q) }) : null,
    chosen: choicesOf(chosen).map(({ field, value }) => ({
      field,
      name: names(field, value),
      removeHref: withQuery(path, toggleValue(chosen, field, value)),
    })),
    instead,
    places,
    facets: planFacets({
      counts: answer.facets,
      chosen,
      understood: (field) => meantBy(context.search, asked, field),
      total: answer.total,
      names,
      path,
    }),
    sort: searchSorts
      .filter((slug) => slug !== 'relevance' || query.q)
      .map((slug) => ({ slug, chosen: slug === sort, href: withQuery(path, { ...chosen, sort: slug }) })),
    nextHref: answer.nextCursor ? withQuery(path, { ...chosen, cursor: answer.nextCursor }) : null,
    clearHref: withQuery(path, { q: query.q }),
  };
}

/** As its chip says it. */
function nameUnderstood(
  { field, value, text, ungradedOf }: SearchAnswer['understood'][number],
  names: Asked['names'],
  language: Language,
): string {
  const name = names(field, value) ?? text;
  if (ungradedOf === undefined) return name;
  const stage = names('stage', ungradedOf) ?? ungradedOf;
  return fill(dictionary[language].search.ungraded, { name, stage });
}

/** The query with its filters by their slugs. Another choice begins again with the first page. */
function toQueryValues({ q, sort, ...query }: SearchQuery): QueryValues {
  const filters = Object.entries(toSearchFilters(query));
  return { q, ...Object.fromEntries(filters.map(([field, values]) => [field, values.map(String)])), sort };
}

const valuesOf = (chosen: QueryValues, field: string) => [chosen[field] ?? []].flat();

const choicesOf = (chosen: QueryValues) =>
  filterFields.flatMap((field) => valuesOf(chosen, field).map((value) => ({ field, value })));

/** What the words say of a field, and the words without it. */
function meantBy(search: Leaving, { q, understood }: Asked, field: string) {
  // A count of those at the grade would be too low: its chip says what is meant.
  const items = understood.filter((item) => item.field === field && item.ungradedOf === undefined);
  if (items.length === 0) return null;
  return { values: items.map(({ value }) => value), q: without(search, q, items) };
}

const withoutQuotationMarks = (text: string) => text.replace(/["“”＂「」『』]/g, ' ').trim();

/** The whole text between quotation marks, in which nothing is understood. */
const asWritten = (q: string) => `"${withoutQuotationMarks(q)}"`;

/** With one filter less; where none of these finds anything, with none. */
async function offerInstead(
  { context, signal }: Call<unknown, SearchQuery>,
  { path, q, chosen, understood, names }: Asked,
): Promise<SearchPage['instead']> {
  const { search } = context;
  const filtersOf = (values: QueryValues) => toSearchFilters(values as SearchQuery);
  const withoutOne = [
    ...understood.map((item) => ({
      field: item.field,
      name: names(item.field, item.value) ?? item.text,
      q: search.leaveOut(q, item),
      chosen,
    })),
    ...choicesOf(chosen).map(({ field, value }) => ({
      field,
      name: names(field, value),
      q,
      chosen: toggleValue(chosen, field, value),
    })),
  ].filter((one) => one.q !== '' || q === '');
  const allLess = {
    field: null,
    name: null,
    q: wordsBesides(search, q, understood),
    chosen: { sort: chosen.sort },
  };
  const searches = withoutOne.map((one) => ({ ...one, filters: filtersOf(one.chosen) }));
  const found = await countHits(context, searches, signal);
  const offers =
    found.length > 0 || withoutOne.length < 2 || allLess.q === ''
      ? found
      : await countHits(context, [{ ...allLess, filters: {} }], signal);
  return offers.map(({ field, name, count, ...offer }) => ({
    field,
    name,
    count,
    href: withQuery(path, { ...offer.chosen, q: offer.q }),
  }));
}

async function offerPlaces(
  { context }: Call<unknown, SearchQuery>,
  { q, chosen, understood }: Asked,
): Promise<SearchPage['places']> {
  const meant = (field: string) =>
    valuesOf(chosen, field)[0] ?? understood.find((item) => item.field === field)?.value;
  return findPlacesMeant(context.database.db, {
    stage: meant('stage'),
    subject: meant('subject'),
    edition: meant('edition'),
    grade: meant('grade'),
    volume: meant('volume'),
    text: wordsBesides(context.search, q, understood),
  });
}

type Leaving = Pick<Call['context']['search'], 'leaveOut'>;

const without = (search: Leaving, q: string, items: Asked['understood']) =>
  items.reduce((text, item) => search.leaveOut(text, item), q);

/** What is left of the words once all that was understood is taken out. */
function wordsBesides(search: Leaving, q: string, understood: Asked['understood']): string {
  return withoutQuotationMarks(without(search, q, understood));
}
