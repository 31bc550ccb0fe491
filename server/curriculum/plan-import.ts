import type { CurriculumNode } from './curriculum-node.ts';

/** A node as the database has it. */
export interface ExistingNode extends Omit<CurriculumNode, 'stage' | 'grade' | 'subject' | 'kind'> {
  stage: string;
  subject: string | null;
  grade: string | null;
  kind: string;
  source: string;
  retired_at: string | null;
}

export interface NodeChange {
  before: ExistingNode;
  after: CurriculumNode;
}

/** What an import would do; nothing is done yet. */
export interface ImportPlan {
  /** Parents before children. */
  add: CurriculumNode[];
  /** Printed otherwise, moved among its siblings, retired before, or made by hand and now in a file. */
  change: NodeChange[];
  keep: ExistingNode[];
  /** No longer in the files: to be retired, never deleted, because lessons may stand at them. */
  missing: ExistingNode[];
}

/**
 * Compares what is there with what the files want, by path.
 *
 * Nodes that people made by hand (`local`) are never missing. `scope` says what the files speak for:
 * everything, or only the books they name, so that one corrected book can be loaded by itself.
 */
export function planImport(
  existing: readonly ExistingNode[],
  wanted: readonly CurriculumNode[],
  scope: 'everything' | 'named-books' = 'everything',
): ImportPlan {
  const plan: ImportPlan = { add: [], change: [], keep: [], missing: [] };
  const byPath = new Map(existing.map((node) => [node.path, node]));
  for (const after of wanted) {
    const before = byPath.get(after.path);
    if (!before) plan.add.push(after);
    else if (isSame(before, after)) plan.keep.push(before);
    else plan.change.push({ before, after: { ...after, id: before.id } });
  }
  const wantedPaths = new Set(wanted.map((node) => node.path));
  const spokenFor = scope === 'everything' ? () => true : insideBooksOf(wanted);
  for (const node of existing) {
    const isGone = !wantedPaths.has(node.path) && node.source === 'shipped' && node.retired_at === null;
    if (isGone && spokenFor(node)) plan.missing.push(node);
  }
  return plan;
}

export function isEmptyPlan(plan: ImportPlan): boolean {
  return plan.add.length + plan.change.length + plan.missing.length === 0;
}

function isSame(before: ExistingNode, after: CurriculumNode): boolean {
  return (
    before.source === 'shipped' &&
    before.retired_at === null &&
    before.name === after.name &&
    before.label === after.label &&
    before.sort === after.sort
  );
}

function insideBooksOf(wanted: readonly CurriculumNode[]): (node: ExistingNode) => boolean {
  const books = wanted.filter((node) => node.kind === 'volume').map((node) => `${node.path}/`);
  return (node) => books.some((book) => node.path.startsWith(book));
}
