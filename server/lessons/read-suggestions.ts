import type { AppContext } from '../context.ts';
import type { Suggestions } from '../contract/search.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { findPublishedTitles, listTeachersWithPublished } from '../db/lessons.ts';
import { findNodesWithPublished } from '../db/nodes.ts';
import { askSearch } from './ask-search.ts';
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
  const [lessons, nodes, teachers] = await Promise.all([
    findPublishedTitles(
      db,
      found.lessons.map(({ id }) => id),
    ),
    findNodesWithPublished(
      db,
      found.nodes.map(({ id }) => id),
    ),
    listTeachersWithPublished(
      db,
      found.teachers.map(({ id }) => id),
    ),
  ]);
  const chains = await readNodeChains(
    db,
    nodes.map((node) => ({ node_path: node.path })),
  );
  return {
    lessons: found.lessons.flatMap(({ id }) => {
      const lesson = lessons.find((one) => one.id === id);
      return lesson ?? [];
    }),
    nodes: found.nodes.flatMap(({ id }) => {
      const node = nodes.find((one) => one.id === id);
      return node ? [{ id, name: nodePathNames(chains.of(node.path)).join(' ') }] : [];
    }),
    teachers: found.teachers.flatMap(({ id, school }) => {
      const teacher = teachers.find((one) => one.id === id);
      return teacher ? [{ id, name: teacher.name, school }] : [];
    }),
  };
}
