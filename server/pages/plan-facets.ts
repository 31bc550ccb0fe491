import type { FacetChoice } from '../contract/pages.ts';
import { termsOfField } from '../contract/terms/terms-of-field.ts';
import type { FilterNames } from './filter-names.ts';
import { type QueryValues, toggleValue, withQuery } from './with-query.ts';

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

/** Fields whose values have an order of their own; those of the others come by their counts. */
const inOrder = ['stage', 'grade', 'kind'];
const inFallingOrder = ['award'];

/** More than these are no list to choose from: then words or the book lead on. */
const mostChoices = 100;

interface FacetParts {
  /** Counts by field and value; each field's ignore its own filter. */
  counts: Record<string, Record<string, number>>;
  /** What is chosen, in slugs. */
  chosen: QueryValues;
  /** What the words say of a field, and the words without it; both become a choice once there is another one. */
  understood(field: string): { values: readonly string[]; q: string } | null;
  total: number;
  names: FilterNames;
  /** Of the page. */
  path: string;
}

/** The filters beside the hits: every value with its count and the address that toggles it, chosen ones always. */
export function planFacets({ counts, chosen, understood, total, names, path }: FacetParts) {
  return shownFacets.flatMap((field) => {
    const meant = understood(field);
    const given = meant ? { ...chosen, q: meant.q, [field]: meant.values } : chosen;
    const selected = new Set([given[field] ?? []].flat());
    const values = { ...Object.fromEntries([...selected].map((slug) => [slug, 0])), ...counts[field] };
    const choices = Object.entries(values)
      .sort(([a, aCount], [b, bCount]) => rank(field, a) - rank(field, b) || bCount - aCount)
      .map(
        ([slug, count]): FacetChoice => ({
          slug,
          name: names(field, slug) ?? slug,
          count,
          chosen: selected.has(slug),
          href: withQuery(path, toggleValue(given, field, slug)),
        }),
      );
    // One value that all hits have leaves nothing to choose; one that only some have (an award) does.
    const narrows = choices.length > 1 || choices.some(({ chosen, count }) => chosen || count < total);
    return narrows ? [{ field, choices: withChosen(choices) }] : [];
  });
}

/** The place of a value in its field's own order; the same for all where there is none. */
function rank(field: string, slug: string): number {
  if (field === 'year') return -Number(slug);
  const place = (termsOfField[field] ?? []).findIndex((term) => term.slug === slug);
  if (inFallingOrder.includes(field)) return -place;
  return inOrder.includes(field) ? place : 0;
}

function withChosen(choices: readonly FacetChoice[]): FacetChoice[] {
  const cut = choices.slice(0, mostChoices);
  return [...cut, ...choices.slice(mostChoices).filter(({ chosen }) => chosen)];
}
