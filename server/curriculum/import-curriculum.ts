import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { appendToFeed } from '../db/feed.ts';
import { listPublishedLessonPaths } from '../db/lessons.ts';
import { listNodes, type NodeRow, retireNodes, upsertNodes } from '../db/nodes.ts';
import type { Database, Db } from '../db/open-database.ts';
import type { NewRow } from '../db/schema.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import { pathsDownTo } from './node-path.ts';
import { type CurriculumFile, parseCurriculum } from './parse-curriculum.ts';
import { type ExistingNode, type ImportPlan, isEmptyPlan, planImport } from './plan-import.ts';

const shippedFolder = new URL('./data/', import.meta.url);

/** The curriculum files that come with the program. */
export function readShippedCurriculum(): CurriculumFile[] {
  return readdirSync(shippedFolder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => readCurriculumFile(new URL(name, shippedFolder)));
}

export function readCurriculumFile(path: string | URL): CurriculumFile {
  return { name: basename(path instanceof URL ? path.pathname : path), text: readFileSync(path, 'utf8') };
}

export interface ImportOptions {
  scope?: 'everything' | 'named-books';
  /** Only report what would change. */
  dryRun?: boolean;
  now: Date;
}

/**
 * Brings the nodes to what the files say, in one transaction, and returns what that changed. Running it
 * again changes nothing. Nothing is ever deleted: what the files no longer have is retired. Published
 * lessons below what is named otherwise now are given to search anew.
 *
 * Throws `CurriculumError` before anything is touched.
 */
export async function importCurriculum(
  database: Database,
  files: readonly CurriculumFile[],
  { scope, dryRun = false, now }: ImportOptions,
): Promise<ImportPlan> {
  const wanted = parseCurriculum(files);
  if (dryRun) return planImport((await listNodes(database.db)).map(toExisting), wanted, scope);
  return database.transaction(async (trx) => {
    const plan = planImport((await listNodes(trx)).map(toExisting), wanted, scope);
    if (isEmptyPlan(plan)) return plan;
    await upsertNodes(trx, [...plan.add, ...plan.change.map((change) => change.after)].map(toShippedRow));
    await retireNodes(
      trx,
      plan.missing.map((node) => node.id),
      now.toISOString(),
    );
    await appendToFeed(trx, await listLessonsBelow(trx, renamedPaths(plan)), now);
    return plan;
  });
}

/** Published lessons whose place is called otherwise now: what is found by it has changed. */
async function listLessonsBelow(db: Db, paths: ReadonlySet<string>): Promise<string[]> {
  if (paths.size === 0) return [];
  const lessons = await listPublishedLessonPaths(db);
  return lessons
    .filter(({ path }) => pathsDownTo(path).some((above) => paths.has(above)))
    .map(({ id }) => id);
}

function renamedPaths({ change }: ImportPlan): Set<string> {
  const renamed = change.filter(
    ({ before, after }) => before.name !== after.name || before.label !== after.label,
  );
  return new Set(renamed.map(({ after }) => after.path));
}

/** A node as the database keeps it. */
export function toNodeRow(node: CurriculumNode, source: 'shipped' | 'local'): NodeRow {
  const { parentId, ...columns } = node;
  return { ...columns, parent_id: parentId, source, retired_at: null };
}

function toShippedRow(node: CurriculumNode): NewRow<'nodes'> {
  return toNodeRow(node, 'shipped');
}

function toExisting({ parent_id, ...row }: NodeRow): ExistingNode {
  return { ...row, parentId: parent_id };
}
