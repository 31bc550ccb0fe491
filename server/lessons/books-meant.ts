import { type BookFilter, listBooks, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';

/** What was said of a book: slugs. */
export interface BookMeant extends BookFilter {
  volume?: string;
}

/** The books of a subject and a grade, and of what else was said of them; none where one of the two was not. */
export async function listBooksMeant(db: Db, { volume, ...filter }: BookMeant): Promise<NodeRow[]> {
  if (filter.subject === undefined || filter.grade === undefined) return [];
  const books = await listBooks(db, { ...filter, hasUnits: true });
  return books.filter((book) => volume === undefined || book.volume === volume);
}
