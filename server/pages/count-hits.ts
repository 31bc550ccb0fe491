import type { SearchFilters } from '../../search/query.ts';
import type { AppContext } from '../context.ts';
import { askSearch } from '../lessons/ask-search.ts';

/** What a search without hits could be done without: a filter, or what was understood of the words. */
export interface Removable {
  q: string;
  filters: SearchFilters;
}

/** Nobody reads more offers, and each costs a search. */
const mostOffers = 6;

/** The searches that find something, in the given order, with the number of their hits. */
export async function countHits<Search extends Removable>(
  { search }: AppContext,
  searches: readonly Search[],
  signal: AbortSignal,
): Promise<(Search & { count: number })[]> {
  const counted = await Promise.all(
    searches.slice(0, mostOffers).map(async (one) => {
      const asked = { q: one.q, filters: one.filters, sort: 'relevance', limit: 1 } as const;
      return { ...one, count: (await askSearch(search.search(asked, signal))).total };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}
