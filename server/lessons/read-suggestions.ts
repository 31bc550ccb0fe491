import type { AppContext } from '../context.ts';
import type { Suggestions } from '../contract/search.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { findPublishedTitles, listTeachersWithPublished } from '../db/lessons.ts';
import { findNodesWithPublished, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { askSearch } from './ask-search.ts';
import { listBooksMeant } from './books-meant.ts';
import { readNodeChains } from './node-chains.ts';

const most = 8;

/** Asks the index and reads what it names anew from the database: only what is public comes out. */
export async function readSuggestions(
  { database, search }: AppContext,
  text: string,
  signal?: AbortSignal,
): Promise<Suggestions> {
  const { db } = database;
  const found = await askSearch(search.suggest(text, most, signal));
  const places = found.nodes.length > 0 ? found.nodes : await listBooksNamed(db, search.understand(text));
  const [lessons, nodes, teachers] = await Promise.all([
    findPublishedTitles(
      db,
      found.lessons.map(({ id }) => id),
    ),
    findNodesWithPublished(
      db,
      places.map(({ id }) => id),
    ),
    listTeachersWithPublished(
      db,
      found.teachers.map(({ id }) => id),
    ),
  ]);
  const chains = await readNodeChains(db, [...nodes.map((node) => ({ node_path: node.path })), ...lessons]);
  return {
    lessons: found.lessons.flatMap(({ id }) => {
      const lesson = lessons.find((one) => one.id === id);
      if (!lesson) return [];
      const { title, teacher } = lesson;
      return [{ id, title, place: placeOf(chains.of(lesson.node_path)), teacher }];
    }),
    nodes: places.flatMap(({ id }) => {
      const node = nodes.find((one) => one.id === id);
      if (!node) return [];
      const chain = chains.of(node.path);
      const names = nodePathNames(chain);
      const book = chain.find(({ kind, retired_at }) => kind === 'volume' && retired_at === null);
      return [{ id, name: names.join(' '), title: names.at(-1) ?? node.name, book: book?.id ?? null }];
    }),
    teachers: found.teachers.flatMap(({ id, school }) => {
      const teacher = teachers.find((one) => one.id === id);
      return teacher ? [{ id, name: teacher.name, school }] : [];
    }),
  };
}

/* 八年级物理 names books and nothing in them. */
async function listBooksNamed(
  db: Db,
  { understood, text }: ReturnType<AppContext['search']['understand']>,
): Promise<NodeRow[]> {
  if (text !== '') return [];
  const meant = (field: string) => understood.find((item) => item.field === field)?.value;
  return await listBooksMeant(db, {
    stage: meant('stage'),
    subject: meant('subject'),
    edition: meant('edition'),
    grade: meant('grade'),
    volume: meant('volume'),
  });
}

/** 数学 人教版 三年级上册: the stage follows from the grade, and the unit is no help in telling lessons apart. */
function placeOf(chain: readonly NodeRow[]): string {
  const book = chain.filter(({ kind }) => !['stage', 'unit', 'topic'].includes(kind));
  return nodePathNames(book).join(' ');
}
