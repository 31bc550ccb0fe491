import type { BookLink } from '../contract/pages.ts';
import { editions } from '../contract/terms/editions.ts';
import type { Language } from '../contract/words/words.ts';
import {
  type CurrentEditions,
  isCurrentEdition,
  readCurrentEditions,
} from '../curriculum/current-editions.ts';
import { type BookFilter, listBooks, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { countLessonsBelow, toBookLinks } from './book-links.ts';

/** A book with what a shelf goes by. */
export interface ShelvedBook {
  node: NodeRow;
  link: BookLink;
}

export interface Shelves {
  /** What is to hand: books of the editions in use here, or, where none are set, those with units or lessons. */
  first: ShelvedBook[];
  /** The other editions. */
  others: ShelvedBook[];
}

type Standing = Pick<NodeRow, 'stage' | 'subject' | 'edition'> & { hasUnits: boolean; lessons: number };

/** Whether a book stands with the first: where the region names its editions they decide, else what there is to see. */
export function standsFirst(book: Standing, current: CurrentEditions): boolean {
  return isCurrentEdition(current, book) ?? (book.hasUnits || book.lessons > 0);
}

/** As the terms have them; editions of a bureau's own come last. */
function rankOfEdition(edition: string | null): number {
  const rank = editions.findIndex(({ slug }) => slug === edition);
  return edition === null ? -1 : rank === -1 ? editions.length : rank;
}

/** Books by what is in use here, the editions in the order of their terms; `onlyNamed`: also those that are no more than a name. */
export async function shelveBooks(
  db: Db,
  filter: BookFilter,
  language: Language,
  { onlyNamed }: { onlyNamed: boolean },
): Promise<Shelves> {
  const [books, full, current, lessonsBelow] = await Promise.all([
    listBooks(db, filter),
    listBooks(db, { ...filter, hasUnits: true }),
    readCurrentEditions(db),
    countLessonsBelow(db),
  ]);
  const withUnits = new Set(full.map(({ id }) => id));
  const inOrder = books.toSorted((a, b) => rankOfEdition(a.edition) - rankOfEdition(b.edition));
  const placed = inOrder.map((node) => {
    const standing = { hasUnits: withUnits.has(node.id), lessons: lessonsBelow.get(node.path) ?? 0 };
    const isEmpty = !standing.hasUnits && standing.lessons === 0;
    return { node, isEmpty, isFirst: standsFirst({ ...node, ...standing }, current) };
  });
  const shown = placed.filter(({ isFirst, isEmpty }) => isFirst || onlyNamed || !isEmpty);
  const links = await toBookLinks(
    db,
    shown.map(({ node }) => node),
    language,
    lessonsBelow,
  );
  const shelves: Shelves = { first: [], others: [] };
  for (const [index, { node, isFirst }] of shown.entries()) {
    const link = links[index];
    if (link) (isFirst ? shelves.first : shelves.others).push({ node, link });
  }
  return shelves;
}
