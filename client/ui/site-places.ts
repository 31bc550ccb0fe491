import { awards } from '../../server/contract/terms/levels.ts';

/** Every lesson with an award of any level; the order puts the highest first. */
export const awardedAddress = `/search?${new URLSearchParams([
  ...awards.map(({ slug }): [string, string] => ['award', slug]),
  ['sort', 'award'],
])}`;

/** The places in the header, in their order; their words are the shell's, by name. */
export const sitePlaces = [
  { place: 'home', href: '/' },
  { place: 'books', href: '/books' },
  { place: 'search', href: '/search' },
  { place: 'awarded', href: awardedAddress },
] as const;

export type SitePlace = (typeof sitePlaces)[number]['place'];
