import type { ImportReport, ImportScope } from '../contract/curriculum.ts';
import { countPublishedByNode } from '../db/lessons.ts';
import { listNodes } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { countPlan, toExisting } from './import-curriculum.ts';
import { type NamedNode, nodePathNames, printedNodeName } from './node-names.ts';
import { isNameSegment, nameKey, pathsDownTo } from './node-path.ts';
import { type ChangeKind, type ExistingNode, type ImportPlan, placeOf } from './plan-import.ts';

/** Longer lists are read by nobody; the counts beside them are whole. */
const mostListed = 300;

/** `describeImport` of a plan for this library, whether it has been carried out or not. */
export async function reportImport(db: Db, plan: ImportPlan, scope: ImportScope): Promise<ImportReport> {
  const existing = (await listNodes(db)).map(toExisting);
  return describeImport(plan, existing, scope, await countPublishedByNode(db));
}

/**
 * A plan in words: every node by its names from the stage down, what is retired with the lessons that stand
 * there and, where one can be seen, the new node that may be the same thing.
 *
 * @param lessonsAt numbers of published lessons by the path of the node that they stand at
 */
function describeImport(
  plan: ImportPlan,
  existing: readonly ExistingNode[],
  scope: ImportScope,
  lessonsAt: ReadonlyMap<string, number>,
): ImportReport {
  const named = new Map<string, NamedNode>(existing.map((node) => [node.path, node]));
  const before = new Map(named);
  for (const node of [...plan.add, ...plan.change.map(({ after }) => after)]) named.set(node.path, node);
  const nameOf = (path: string, names: ReadonlyMap<string, NamedNode> = named) =>
    nodePathNames(pathsDownTo(path).flatMap((above) => names.get(above) ?? [])).join(' ');
  const listed = ({ path }: { path: string }) => ({ name: nameOf(path) });
  const ofKind = (kind: ChangeKind) =>
    plan.change.filter(({ kinds }) => kinds.includes(kind)).slice(0, mostListed);

  const perhaps = findLikely(plan);
  const retired = plan.missing.map((node) => {
    const likely = perhaps(node);
    return {
      name: nameOf(node.path, before),
      lessons: lessonsAt.get(node.path) ?? 0,
      perhaps: likely ? { name: nameOf(likely.node.path), why: likely.why } : null,
    };
  });
  return {
    scope,
    counts: {
      ...countPlan(plan),
      lessonsAtRetired: retired.reduce((sum, { lessons }) => sum + lessons, 0),
      lessons: [...lessonsAt.values()].reduce((sum, lessons) => sum + lessons, 0),
    },
    unfamiliar: plan.add.filter(isUnfamiliar).slice(0, mostListed).map(listed),
    books: plan.books.slice(0, mostListed).map((path) => listed({ path })),
    added: plan.add.slice(0, mostListed).map(listed),
    renamed: ofKind('renamed').map((change) => ({
      ...listed(change.after),
      before: printedNodeName(change.before),
      after: printedNodeName(change.after),
    })),
    moved: ofKind('moved').map(({ after }) => listed(after)),
    back: ofKind('back').map(({ after }) => listed(after)),
    takenOver: ofKind('taken-over').map(({ after }) => listed(after)),
    // Those that somebody has to look at come first.
    retired: retired.toSorted((a, b) => b.lessons - a.lessons).slice(0, mostListed),
  };
}

/** An edition or a volume that is no term. */
function isUnfamiliar(node: ImportPlan['add'][number]): boolean {
  const { kind } = node;
  return (kind === 'edition' || kind === 'volume') && isNameSegment(kind, node[kind] ?? '');
}

type Likely = { node: { path: string }; why: 'same-name' | 'same-number' } | undefined;

/** New nodes by name within their book, and by number within their unit. */
function findLikely({ add }: ImportPlan): (gone: ExistingNode) => Likely {
  const inBook = ({ path, kind, name }: Pick<ExistingNode, 'path' | 'kind' | 'name'>) =>
    `${placeOf({ path })}\n${kind}\n${nameKey(name)}`;
  const inUnit = ({ parentId, kind, label }: Pick<ExistingNode, 'parentId' | 'kind' | 'label'>) =>
    label === null ? undefined : `${parentId}\n${kind}\n${nameKey(label)}`;
  const byName = Map.groupBy(add, inBook);
  const byNumber = Map.groupBy(add, inUnit);
  return (gone) => {
    const [sameName, ...others] = byName.get(inBook(gone)) ?? [];
    if (sameName && others.length === 0) return { node: sameName, why: 'same-name' };
    const number = inUnit(gone);
    const [sameNumber] = number === undefined ? [] : (byNumber.get(number) ?? []);
    return sameNumber && { node: sameNumber, why: 'same-number' };
  };
}
