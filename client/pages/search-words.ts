import type { Words } from '../../server/contract/words/dictionary.ts';
import type { SitePlace } from '../ui/site-places.ts';

type SearchWords = Words<'search'>;

/** The words of a field or an order by its slug; a slug without words is shown as it is. */
export function wordOf(words: SearchWords, group: 'field' | 'sort' | 'passage', slug: string): string {
  const key = `${group}.${slug}`;
  return key in words ? words[key as keyof SearchWords] : slug;
}

/** What a new search from this page keeps: its filters and order, not its words and not its page. */
export function keptFilters(address: string): [name: string, value: string][] {
  return [...parametersOf(address)].filter(([name]) => !['q', 'cursor', 'lang'].includes(name));
}

/** Which place in the header a search is: with nothing but awards it is the awarded lessons. */
export function searchPlace(address: string): SitePlace {
  const parameters = parametersOf(address);
  return parameters.has('award') && !parameters.get('q') ? 'awarded' : 'search';
}

function parametersOf(address: string): URLSearchParams {
  return new URL(address, 'http://site.invalid').searchParams;
}
