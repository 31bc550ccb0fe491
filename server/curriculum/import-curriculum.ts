import { readdirSync } from 'node:fs';
import { type AuditEntry, appendAudit } from '../db/audit-log.ts';
import { appendToFeed } from '../db/feed.ts';
import { listPublishedLessonPaths } from '../db/lessons.ts';
import {
  listNodes,
  type NodeRow,
  serialiseCurriculumChanges,
  setSourceOfNodes,
  updateNodes,
  upsertNodes,
} from '../db/nodes.ts';
import type { Database, Db, Trx } from '../db/open-database.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import { pathsDownTo } from './node-path.ts';
import { type CurriculumFile, parseCurriculum } from './parse-curriculum.ts';
import {
  type ChangeKind,
  type ExistingNode,
  type ImportPlan,
  type ImportRules,
  isEmptyPlan,
  type NodeSource,
  ofProgram,
  planImport,
} from './plan-import.ts';
import { readCurriculumFile } from './read-curriculum-file.ts';

const shippedFolder = new URL('./data/', import.meta.url);

/** The curriculum files that come with the program. */
export function readShippedCurriculum(): CurriculumFile[] {
  return readdirSync(shippedFolder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => readCurriculumFile(new URL(name, shippedFolder)));
}

/** By the program's own rules (`ofProgram`) unless it says otherwise. */
export interface ImportOptions extends Partial<ImportRules> {
  /** Only report what would change. */
  dryRun?: boolean;
  now: Date;
  /** Who has it done; put on record when something changes. */
  record?: Pick<AuditEntry, 'personId' | 'network'>;
}

/**
 * Brings the nodes to what the files say, in one transaction, and returns what that changed. Running it
 * again changes nothing. Nothing is ever deleted: what the files no longer have is retired, and lessons stay
 * where they stand. Published lessons below what is named otherwise now are given to search anew.
 *
 * Throws `CurriculumError` before anything is touched.
 */
export async function importCurriculum(
  database: Database,
  files: readonly CurriculumFile[],
  { dryRun = false, now, record, ...own }: ImportOptions,
): Promise<ImportPlan> {
  const rules = { ...ofProgram, ...own };
  const wanted = parseCurriculum(files);
  if (dryRun) return planAgainst(database.db, wanted, rules);
  return database.transaction(async (trx) => {
    await serialiseCurriculumChanges(trx, database.kind);
    const plan = await planAgainst(trx, wanted, rules);
    const names = files.map(({ name }) => name).join('、');
    await carryOut(trx, plan, { ...rules, now, ...(record && { record: { ...record, names } }) });
    return plan;
  });
}

/** What the files would change now. */
export async function planAgainst(
  db: Db,
  wanted: readonly CurriculumNode[],
  rules: ImportRules,
): Promise<ImportPlan> {
  return planImport((await listNodes(db)).map(toExisting), wanted, rules);
}

/** How many of each, for reports and the record. */
export function countPlan({ add, change, keep, missing }: ImportPlan) {
  const ofKind = (kind: ChangeKind) => change.filter(({ kinds }) => kinds.includes(kind)).length;
  return {
    added: add.length,
    renamed: ofKind('renamed'),
    moved: ofKind('moved'),
    back: ofKind('back'),
    takenOver: ofKind('taken-over'),
    retired: missing.length,
    kept: keep.length + change.filter(({ kinds }) => kinds.length === 0).length,
  };
}

export interface CarryOut extends ImportRules {
  now: Date;
  /** Who has it done, with which files; put on record. */
  record?: Pick<AuditEntry, 'personId' | 'network'> & { names: string };
}

/** Does what a plan says, in the transaction in which it was made. */
export async function carryOut(
  trx: Trx,
  plan: ImportPlan,
  { by, scope, now, record }: CarryOut,
): Promise<void> {
  if (isEmptyPlan(plan)) return;
  const source = by === 'program' ? 'shipped' : 'file';
  const changed = [...plan.add, ...plan.change.map((change) => change.after)];
  await upsertNodes(
    trx,
    changed.map((node) => toNodeRow(node, source)),
  );
  const missing = plan.missing.map((node) => node.id);
  // From now on a file of the program touches neither a bureau's books nor what is gone.
  const isBureaus = by === 'bureau';
  await updateNodes(trx, missing, { retired_at: now.toISOString(), ...(isBureaus && { source }) });
  if (isBureaus) await setSourceOfNodes(trx, plan.books, source);
  if (record) {
    const { names, ...who } = record;
    const detail = { file: names, scope, ...countPlan(plan) };
    await appendAudit(trx, {
      ...{ ...who, at: now.toISOString(), action: 'curriculum.import', subject: 'curriculum', detail },
    });
  }
  await appendToFeed(trx, await listLessonsBelow(trx, renamedPaths(plan)), now);
}

/** Published lessons at or below these paths: what is found by a name above them has changed. */
export async function listLessonsBelow(db: Db, paths: ReadonlySet<string>): Promise<string[]> {
  if (paths.size === 0) return [];
  const lessons = await listPublishedLessonPaths(db);
  return lessons
    .filter(({ path }) => pathsDownTo(path).some((above) => paths.has(above)))
    .map(({ id }) => id);
}

function renamedPaths({ change }: ImportPlan): Set<string> {
  const renamed = change.filter(({ kinds }) => kinds.includes('renamed'));
  return new Set(renamed.map(({ after }) => after.path));
}

/** A node as the database keeps it. */
export function toNodeRow(node: CurriculumNode, source: NodeSource): NodeRow {
  const { parentId, ...columns } = node;
  return { ...columns, parent_id: parentId, source, retired_at: null };
}

/** A node of the database as plans compare it. */
export function toExisting({ parent_id, ...row }: NodeRow): ExistingNode {
  return { ...row, parentId: parent_id };
}
