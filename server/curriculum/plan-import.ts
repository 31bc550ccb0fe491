import type { CurriculumNode } from './curriculum-node.ts';
import { keepIdentity } from './keep-identity.ts';
import { longestRising } from './longest-rising.ts';
import { pathsDownTo } from './node-path.ts';

/**
 * Where a node comes from: a file of the program (`shipped`) or of the bureau (`file`), the bureau's own hand
 * (`hand`), or a draft in which a teacher named a place that no file has (`local`).
 */
export type NodeSource = 'shipped' | 'file' | 'hand' | 'local';

/** True for what the bureau has set, with a file or by hand: neither the program nor a draft changes it. */
export function isOfBureau({ source }: { source: string }): boolean {
  return source === 'file' || source === 'hand';
}

/** A node as the database has it. */
export interface ExistingNode extends Omit<CurriculumNode, 'stage' | 'grade' | 'subject' | 'kind'> {
  stage: string;
  subject: string | null;
  grade: string | null;
  kind: string;
  source: string;
  retired_at: string | null;
}

export type ChangeKind =
  /** Printed otherwise. */
  | 'renamed'
  /** Elsewhere among its siblings. */
  | 'moved'
  /** Retired until now. */
  | 'back'
  /** Only in drafts until now. */
  | 'taken-over';

export interface NodeChange {
  before: ExistingNode;
  after: CurriculumNode;
  /** Empty where only its number changes, because something came in or went before it. */
  kinds: ChangeKind[];
}

/** What an import would do; nothing is done yet. */
export interface ImportPlan {
  /** Parents before children. */
  add: CurriculumNode[];
  change: NodeChange[];
  keep: ExistingNode[];
  /** No longer in the files: to be retired, never deleted, because lessons may stand at them. */
  missing: ExistingNode[];
  /** Paths of the books that something changes in. */
  books: string[];
}

export interface ImportRules {
  /** What the files speak for: everything, or only the contents of the books they have units of. */
  scope: 'everything' | 'named-books';
  /** Whose files they are. What the bureau has set is left alone by the program's. */
  by: 'program' | 'bureau';
}

/** The program's own files speak for everything that nobody else has set. */
export const ofProgram: ImportRules = { scope: 'everything', by: 'program' };

/**
 * Compares what is there with what the files want, by path.
 *
 * Nodes of teachers' drafts (`local`) are never missing. The program's files touch neither a node that the bureau
 * has set (`file`, `hand`) nor anything in a book that it has replaced or below what it has retired.
 */
export function planImport(
  existing: readonly ExistingNode[],
  files: readonly CurriculumNode[],
  { scope, by }: ImportRules = ofProgram,
): ImportPlan {
  const isTheBureaus = by === 'program' ? ownedByBureau(existing) : () => false;
  const wanted = keepIdentity(existing, files).filter((node) => !isTheBureaus(node.path));
  const byPath = new Map(existing.map((node) => [node.path, node]));
  const moved = movedAmongSiblings(byPath, wanted);
  const plan: ImportPlan = { add: [], change: [], keep: [], missing: [], books: [] };
  for (const after of wanted) {
    const before = byPath.get(after.path);
    if (!before) plan.add.push(after);
    else if (isSame(before, after)) plan.keep.push(before);
    else
      plan.change.push({
        before,
        after: { ...after, id: before.id },
        kinds: kindsOfChange(before, after, moved),
      });
  }
  const wantedPaths = new Set(wanted.map((node) => node.path));
  const isSpokenFor = scope === 'everything' ? () => true : contentsOf(wanted);
  plan.missing = existing.filter(
    (node) =>
      node.retired_at === null &&
      node.source !== 'local' &&
      !wantedPaths.has(node.path) &&
      !isTheBureaus(node.path) &&
      isSpokenFor(node),
  );
  plan.books = booksTouched(plan);
  return plan;
}

/** True where nothing would look otherwise afterwards; numbers that count the same order are not looked at. */
export function isEmptyPlan({ add, change, missing }: ImportPlan): boolean {
  return add.length + missing.length === 0 && change.every(({ kinds }) => kinds.length === 0);
}

function isSame(before: ExistingNode, after: CurriculumNode): boolean {
  return (
    before.source !== 'local' &&
    before.retired_at === null &&
    before.name === after.name &&
    before.label === after.label &&
    before.sort === after.sort
  );
}

function kindsOfChange(
  before: ExistingNode,
  after: CurriculumNode,
  moved: ReadonlySet<string>,
): ChangeKind[] {
  const kinds: ChangeKind[] = [];
  if (before.name !== after.name || before.label !== after.label) kinds.push('renamed');
  if (moved.has(after.path)) kinds.push('moved');
  if (before.retired_at !== null) kinds.push('back');
  if (before.source === 'local') kinds.push('taken-over');
  return kinds;
}

/** Paths that the program's files leave to the bureau. */
function ownedByBureau(existing: readonly ExistingNode[]): (path: string) => boolean {
  const own = existing.filter(isOfBureau);
  const paths = new Set(own.map(({ path }) => path));
  const whole = new Set(
    own
      .filter(
        ({ kind, source, retired_at }) => retired_at !== null || (kind === 'volume' && source === 'file'),
      )
      .map(({ path }) => path),
  );
  return (path) => paths.has(path) || pathsDownTo(path).some((above) => whole.has(above));
}

/** Units and topics of the places that the files give any of; a book that is only named says nothing of its contents. */
function contentsOf(wanted: readonly CurriculumNode[]): (node: ExistingNode) => boolean {
  const isContent = ({ kind }: { kind: string }) => kind === 'unit' || kind === 'topic';
  const places = new Set(wanted.filter(isContent).map(placeOf));
  return (node) => isContent(node) && places.has(placeOf(node));
}

/** The path of the book, or of whatever else units and topics stand at. */
export function placeOf({ path }: { path: string }): string {
  return /^(?:(?!\/[ut]-).)*/u.exec(path)?.[0] ?? path;
}

function booksTouched({ add, change, missing }: ImportPlan): string[] {
  const touched = [
    ...add,
    ...change.filter(({ kinds }) => kinds.length > 0).map(({ after }) => after),
    ...missing,
  ];
  return [...new Set(touched.filter(({ volume }) => volume !== null).map(placeOf))];
}

/** Those of the nodes that stand elsewhere among their siblings; new ones and those that go put nobody out of place. */
function movedAmongSiblings(
  byPath: ReadonlyMap<string, ExistingNode>,
  wanted: readonly CurriculumNode[],
): Set<string> {
  const known = wanted.flatMap((after) => {
    const before = byPath.get(after.path);
    return before && before.retired_at === null ? { before, after } : [];
  });
  const moved = new Set<string>();
  for (const siblings of Map.groupBy(known, ({ after }) => after.parentId).values()) {
    const now = siblings.map(({ before }) => before).toSorted(bySort);
    const ranks = new Map(now.map(({ path }, rank) => [path, rank]));
    const then = siblings.map(({ after }) => after).toSorted(bySort);
    const still = longestRising(then.map(({ path }) => ranks.get(path) ?? 0));
    for (const [position, { path }] of then.entries()) if (!still.has(position)) moved.add(path);
  }
  return moved;
}

/** The order in which a book has what stands below one node. */
export function bySort(a: { sort: number; path: string }, b: { sort: number; path: string }): number {
  return a.sort - b.sort || (a.path < b.path ? -1 : 1);
}
