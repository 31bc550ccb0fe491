import type { PlaceLink } from '../contract/pages.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { listNodesNamed, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { type BookMeant, listBooksMeant } from '../lessons/books-meant.ts';
import { readNodeChains } from '../lessons/node-chains.ts';

/** What a search said of a place: slugs, and the words besides. */
export interface PlaceAsked extends BookMeant {
  text: string;
}

const mostUnits = 6;
const mostBooks = 4;
/** In a name of one character every other one is found. */
const shortestName = 2;

/**
 * The units and topics that bear these words in their names, and the books that were named: where a lesson would
 * stand if there were one. Addresses of book pages.
 */
export async function findPlacesMeant(db: Db, asked: PlaceAsked): Promise<PlaceLink[]> {
  const { text, ...filter } = asked;
  const named = [...text].length < shortestName ? [] : await listNodesNamed(db, text, filter, mostUnits);
  const nodes = named.length > 0 ? named : (await listBooksMeant(db, filter)).slice(0, mostBooks);
  const chains = await readNodeChains(
    db,
    nodes.map(({ path }) => ({ node_path: path })),
  );
  return nodes.flatMap((node) => toPlaceLink(node, chains.of(node.path)));
}

function toPlaceLink(node: NodeRow, chain: readonly NodeRow[]): PlaceLink[] {
  const book = chain.find(({ kind }) => kind === 'volume');
  if (!book || book.retired_at !== null) return [];
  const names = nodePathNames(chain);
  const href = node.id === book.id ? `/books/${book.id}` : `/books/${book.id}#${node.id}`;
  return [{ href, name: names.at(-1) ?? node.name, above: names.slice(0, -1).join(' ') }];
}
