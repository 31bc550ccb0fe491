import type { Lesson } from '../contract/lessons.ts';
import type { NodeLink, PageContent, UnitModel } from '../contract/pages.ts';
import { nodePathNames, printedNodeName } from '../curriculum/node-names.ts';
import { listPublishedLessonsAtNodes } from '../db/lessons.ts';
import { everybody, findNode, listNodesBelow, listNodesUnder, type NodeRow } from '../db/nodes.ts';
import { NotFoundError } from '../errors.ts';
import { readNodeChains } from '../lessons/node-chains.ts';
import { presentLessons } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';
import { withQuery } from './with-query.ts';

type BookPage = Extract<PageContent, { page: 'book' }>;

/** A book: its units in order, the lessons at each topic, and the topics that have none yet. */
export async function buildBookPage(call: Call<{ id: string }>): Promise<BookPage> {
  const { context, actor, language, params } = call;
  const { db } = context.database;
  const book = await findNode(db, params.id, everybody);
  if (book?.kind !== 'volume' || book.retired_at !== null) throw new NotFoundError();
  const nodes = await listNodesUnder(db, book.path, everybody);
  const retired = (await listNodesBelow(db, book.path)).filter(({ retired_at }) => retired_at !== null);
  const at = await listPublishedLessonsAtNodes(
    db,
    [...nodes, ...retired].map((node) => node.id),
  );
  const lessons = await presentLessons(
    context,
    actor,
    language,
    at.map((one) => one.id),
  );
  const chain = (await readNodeChains(db, [{ node_path: book.path }])).of(book.path);
  const units = toUnits(book, nodes, lessons);
  return {
    page: 'book',
    book: { id: book.id, name: nodePathNames(chain.slice(1)).join(' '), label: null },
    path: chain.map((node) => ({ ...toLink(node), ...toShelf(node) })),
    subject: book.subject ?? '',
    units,
    former: toFormer(book, retired, lessons),
    totals: countCovered(book.id, units),
  };
}

/**
 * The units of a book as a reader leafs through them. Topics that stand at the book itself come as a unit
 * without a name, in front; a unit within a unit comes after it and bears its name too: 第一单元 成长的节拍 ·
 * 第一课 中学时代.
 */
export function toUnits(book: NodeRow, nodes: readonly NodeRow[], lessons: readonly Lesson[]): UnitModel[] {
  const lessonsAt = Map.groupBy(lessons, (lesson) => lesson.nodes.at(-1)?.id);
  const childrenOf = Map.groupBy(nodes, (node) => node.parent_id);
  /** `above` is what is printed of the units that `node` stands in, itself included. */
  const walk = (node: NodeRow, own: NodeLink, above: readonly string[]): UnitModel[] => {
    const children = (childrenOf.get(node.id) ?? []).toSorted(
      (a, b) => a.sort - b.sort || (a.path < b.path ? -1 : 1),
    );
    const inner = children.filter(({ kind }) => kind === 'unit');
    const topics = children
      .filter(({ kind }) => kind !== 'unit')
      .map((topic) => ({ ...toLink(topic), lessons: lessonsAt.get(topic.id) ?? [] }));
    const unit = { ...own, topics, lessons: lessonsAt.get(node.id) ?? [] };
    const isEmpty = topics.length + unit.lessons.length === 0;
    // What only holds other units is named on each of them; a unit without anything is a gap to be seen.
    const isShown = !isEmpty || (node.id !== book.id && inner.length === 0);
    const below = inner.flatMap((child) => {
      const names = [...above, printedNodeName(child)];
      const link =
        above.length === 0 ? toLink(child) : { id: child.id, name: names.join(' · '), label: null };
      return walk(child, link, names);
    });
    return isShown ? [unit, ...below] : below;
  };
  return walk(book, { id: book.id, name: '', label: null }, []);
}

function countCovered(bookId: string, units: readonly UnitModel[]): BookPage['totals'] {
  const topics = units.flatMap((unit) => unit.topics);
  const own = units.filter(({ id }) => id !== bookId);
  const [of, counted] = topics.length > 0 ? (['topics', topics] as const) : (['units', own] as const);
  return { of, count: counted.length, covered: counted.filter(({ lessons }) => lessons.length > 0).length };
}

/** Retired nodes where lessons stand, by what is printed of them from the book down. */
function toFormer(
  book: NodeRow,
  retired: readonly NodeRow[],
  lessons: readonly Lesson[],
): BookPage['former'] {
  const lessonsAt = Map.groupBy(lessons, (lesson) => lesson.nodes.at(-1)?.id);
  return retired.flatMap(({ id }) => {
    const own = lessonsAt.get(id) ?? [];
    const way = own[0]?.nodes ?? [];
    const names = way.slice(way.findIndex((node) => node.id === book.id) + 1).map(printedNodeName);
    return own.length > 0 ? [{ id, name: names.join(' · '), label: null, lessons: own }] : [];
  });
}

/** Where the books of a stage or a subject stand. */
function toShelf({ kind, stage, subject }: NodeRow): { href?: string } {
  if (kind === 'stage') return { href: withQuery('/books', { stage }) };
  if (kind === 'subject') return { href: withQuery('/books', { stage, subject: subject ?? '' }) };
  return {};
}

const toLink = ({ id, name, label }: NodeRow): NodeLink => ({ id, name, label });
