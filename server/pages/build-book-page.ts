import type { Lesson } from '../contract/lessons.ts';
import type { NodeLink, PageContent, UnitModel } from '../contract/pages.ts';
import { stages } from '../contract/terms/stages.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { listPublishedLessonsAtNodes } from '../db/lessons.ts';
import { findNode, listBooks, listNodesUnder, type NodeRow } from '../db/nodes.ts';
import { NotFoundError } from '../errors.ts';
import { readNodeChains } from '../lessons/node-chains.ts';
import { presentLessons } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';
import { toBookLinks } from './book-links.ts';

type BookPage = Extract<PageContent, { page: 'book' }>;

/** A book: its units in order, the lessons at each topic, and the topics that have none yet. */
export async function buildBookPage(call: Call<{ id: string }>): Promise<BookPage> {
  const { context, actor, language, params } = call;
  const { db } = context.database;
  const book = await findNode(db, params.id);
  if (!book || book.retired_at !== null) throw new NotFoundError();
  const nodes = await listNodesUnder(db, book.path);
  const at = await listPublishedLessonsAtNodes(
    db,
    nodes.map((node) => node.id),
  );
  const lessons = await presentLessons(
    context,
    actor,
    language,
    at.map((one) => one.id),
  );
  const lessonsAt = (nodeId: string) => lessons.filter((lesson) => lesson.nodes.at(-1)?.id === nodeId);
  const chain = (await readNodeChains(db, [{ node_path: book.path }])).of(book.path);
  const units = unitsOf(book, nodes, lessonsAt);
  const topics = units.flatMap((unit) => unit.topics);
  return {
    page: 'book',
    book: { id: book.id, name: nodePathNames(chain.slice(1)).join(' '), label: null },
    path: chain.map(toLink),
    subject: book.subject ?? '',
    units,
    totals: { topics: topics.length, covered: topics.filter((topic) => topic.lessons.length > 0).length },
  };
}

/** Topics that stand at the book itself come as a unit without a name, in front. */
function unitsOf(
  book: NodeRow,
  nodes: readonly NodeRow[],
  lessonsAt: (nodeId: string) => Lesson[],
): UnitModel[] {
  const childrenOf = (id: string) =>
    nodes
      .filter((node) => node.parent_id === id)
      .sort((a, b) => a.sort - b.sort || (a.path < b.path ? -1 : 1));
  const toTopic = (node: NodeRow) => ({ ...toLink(node), lessons: lessonsAt(node.id) });
  const children = childrenOf(book.id);
  const loose = children.filter((node) => node.kind !== 'unit').map(toTopic);
  const ownLessons = lessonsAt(book.id);
  const units = children
    .filter((node) => node.kind === 'unit')
    .map((unit) => ({
      ...toLink(unit),
      topics: childrenOf(unit.id).map(toTopic),
      lessons: lessonsAt(unit.id),
    }));
  const front = { id: book.id, name: '', label: null, topics: loose, lessons: ownLessons };
  return loose.length + ownLessons.length > 0 ? [front, ...units] : units;
}

const toLink = ({ id, name, label }: NodeRow): NodeLink => ({ id, name, label });

export async function buildBooksPage(call: Call): Promise<Extract<PageContent, { page: 'books' }>> {
  const { context, language } = call;
  const rows = await listBooks(context.database.db, { hasUnits: true });
  const links = await toBookLinks(context.database.db, rows, language);
  const books = rows
    .map((row, index) => ({ stage: row.stage, link: links[index] }))
    .filter((book) => book.link !== undefined);
  return {
    page: 'books',
    stages: stages
      .map((stage) => {
        const own = books.flatMap((book) => (book.stage === stage.slug && book.link ? [book.link] : []));
        const slugs = [...new Set(own.map((book) => book.subject))];
        return {
          slug: stage.slug,
          name: language === 'zh' ? stage.zh : stage.en,
          subjects: slugs.map((slug) => {
            const ofSubject = own.filter((book) => book.subject === slug);
            return { slug, name: ofSubject[0]?.subjectName ?? slug, books: ofSubject };
          }),
        };
      })
      .filter((stage) => stage.subjects.length > 0),
  };
}
