import type { BookLink } from '../contract/pages.ts';
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

/** Books by what is in use here, each in the order of its subject; `onlyNamed`: also those that are no more than a name. */
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
  const placed = books.map((node) => {
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
