import { pathsDownTo } from '../curriculum/node-path.ts';
import { findNodesByPath, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';

/** The nodes above each lesson, from the stage down, the lesson's own node last. */
export interface NodeChains {
  of(path: string | null): NodeRow[];
}

/** Reads all chains in one go: a node's path names every node above it. */
export async function readNodeChains(
  db: Db,
  lessons: readonly { node_path: string | null }[],
): Promise<NodeChains> {
  const paths = new Set(lessons.flatMap((lesson) => pathsAbove(lesson.node_path)));
  const nodes = new Map((await findNodesByPath(db, [...paths])).map((node) => [node.path, node]));
  return {
    of: (path) => pathsAbove(path).flatMap((above) => nodes.get(above) ?? []),
  };
}

function pathsAbove(path: string | null): string[] {
  return path === null ? [] : pathsDownTo(path);
}
