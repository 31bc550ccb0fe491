import type { AppContext } from '../context.ts';
import type { NewNode, NodePatch } from '../contract/curriculum.ts';
import { appendAudit } from '../db/audit-log.ts';
import { appendToFeed } from '../db/feed.ts';
import {
  findNode,
  findNodesByPath,
  insertMissingNodes,
  listChildNodes,
  listNodesBelow,
  type NodeRow,
  serialiseCurriculumChanges,
  shiftNodesAfter,
  updateNodes,
} from '../db/nodes.ts';
import type { Trx } from '../db/open-database.ts';
import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Trace } from '../people/trace.ts';
import { unitColumns } from './csv-columns.ts';
import { listLessonsBelow } from './import-curriculum.ts';
import { printedNodeName } from './node-names.ts';
import { nameKey, nameSegment, nodeId, pathsDownTo } from './node-path.ts';
import { splitPrintedName } from './printed-name.ts';

type Parts = Pick<AppContext, 'database'> & { search: Pick<AppContext['search'], 'nudge'> };

/** What can be called otherwise: above the volume the names are those of terms. */
export const renamedByHand: ReadonlySet<string> = new Set(['volume', 'unit', 'topic']);
/** What can be retired: the stages and their subjects are the program's own. */
export const retiredByHand: ReadonlySet<string> = new Set(['edition', 'grade', 'volume', 'unit', 'topic']);
/** What units and topics can be added to. */
export const extendedByHand: ReadonlySet<string> = new Set(['volume', 'unit']);

/**
 * Renames a node or numbers it otherwise, which keeps its identity, its lessons and whichever of name and label is
 * left out; retires it with all below it, or takes both back into use. From then on updates of the program leave it
 * as it is. Goes on record; lessons below go to search anew.
 *
 * Throws `NotFoundError`; `ConflictError` for a kind that cannot be changed or a name that a sibling has;
 * `InvalidRequestError` for a name without letters.
 */
export async function changeNode(parts: Parts, id: string, change: NodePatch, trace: Trace): Promise<void> {
  await parts.database.transaction(async (trx) => {
    await serialiseCurriculumChanges(trx, parts.database.kind);
    const node = await findNode(trx, id);
    if (!node) throw new NotFoundError();
    const { name = node.name, label } = change;
    if (change.name !== undefined || label !== undefined) await rename(trx, node, { name, label }, trace);
    if (change.retired !== undefined && change.retired !== (node.retired_at !== null))
      await retireOrRevive(trx, node, change.retired, trace);
  });
  parts.search.nudge();
}

async function rename(
  trx: Trx,
  node: NodeRow,
  given: { name: string; label?: string | undefined },
  trace: Trace,
): Promise<void> {
  if (!renamedByHand.has(node.kind)) throw new ConflictError('node-fixed');
  const printed = toPrinted(given, node.kind, node.label);
  if (printed.name === node.name && printed.label === node.label) return;
  await requireFreeName(trx, node.parent_id, { ...printed, kind: node.kind }, { ownId: node.id });
  await updateNodes(trx, [node.id], { ...printed, ...byHand(node) });
  await appendAudit(trx, {
    ...{ ...trace, action: 'node.change', subject: node.id },
    detail: { before: printedNodeName(node), after: printedNodeName({ ...node, ...printed }) },
  });
  await appendToFeed(trx, await listLessonsBelow(trx, new Set([node.path])), new Date(trace.at));
}

async function retireOrRevive(trx: Trx, node: NodeRow, retired: boolean, trace: Trace): Promise<void> {
  if (!retiredByHand.has(node.kind)) throw new ConflictError('node-fixed');
  const below = await listNodesBelow(trx, node.path);
  // What went with it comes back with it; what had gone before stays away.
  const along = below.filter(({ retired_at }) => retired_at === (retired ? null : node.retired_at));
  if (!retired) await requireFreeName(trx, node.parent_id, node, { ownId: node.id });
  const at = retired ? trace.at : null;
  await updateNodes(trx, [node.id], { retired_at: at, ...byHand(node) });
  if (!retired) along.push(...(await listRetiredAbove(trx, node)));
  for (const [source, nodes] of Map.groupBy(along, (one) => one.source)) {
    // Names that only drafts have stay theirs: nobody has looked at them.
    const becomeOwn = !retired && source !== 'local';
    const ids = nodes.map(({ id }) => id);
    await updateNodes(trx, ids, { retired_at: at, ...(becomeOwn && byHand({ source })) });
  }
  await appendAudit(trx, {
    ...{ ...trace, action: retired ? 'node.retire' : 'node.revive', subject: node.id },
    detail: { name: printedNodeName(node) },
  });
}

async function listRetiredAbove(trx: Trx, { path }: NodeRow): Promise<NodeRow[]> {
  const above = await findNodesByPath(trx, pathsDownTo(path).slice(0, -1));
  return above.filter(({ retired_at }) => retired_at !== null);
}

/** A bureau's own stays a file's: its next one speaks for it. */
const byHand = ({ source }: Pick<NodeRow, 'source'>) => ({ source: source === 'file' ? 'file' : 'hand' });

/**
 * Adds a unit or a topic below a book or a unit, last or after a sibling; one of the same name that was retired comes
 * back instead, and one that only drafts have becomes the bureau's. Goes on record; lessons that stand there go to
 * search anew. Returns the node's id; throws as `changeNode` does, and for a unit deeper than files can say.
 */
export async function addNode({ database, search }: Parts, given: NewNode, trace: Trace): Promise<string> {
  const added = await database.transaction(async (trx) => {
    await serialiseCurriculumChanges(trx, database.kind);
    const parent = await findNode(trx, given.parent);
    if (!parent) throw new NotFoundError();
    if (!extendedByHand.has(parent.kind) || parent.retired_at !== null) throw new ConflictError('node-fixed');
    const { kind } = given;
    if (kind === 'unit' && unitDepth(parent) >= unitColumns.length) throw new ConflictError('node-fixed');
    const printed = toPrinted(given, kind);
    const ofDraft = await requireFreeName(trx, parent.id, { ...printed, kind }, { takesOver: true });
    const segment =
      ofDraft?.path.slice(parent.path.length + 1) ??
      (await findFreeSegment(trx, parent.path, kind, printed.name));
    const path = `${parent.path}/${segment}`;
    const [before] = await findNodesByPath(trx, [path]);
    const id = before?.id ?? nodeId(path);
    const sort = await makeRoom(trx, parent.id, given.after);
    const { stage, subject, edition, grade, volume } = parent;
    const unit = kind === 'unit' ? [parent.unit, segment].filter(Boolean).join('/') : parent.unit;
    await insertMissingNodes(trx, [
      {
        ...{ id, parent_id: parent.id, kind, path, ...printed, sort },
        ...{ stage, subject, edition, grade, volume, unit },
        ...{ topic: kind === 'topic' ? segment : null, source: 'hand', retired_at: null },
      },
    ]);
    // It may be there, retired or a draft's.
    await updateNodes(trx, [id], { ...printed, sort, source: 'hand', retired_at: null });
    const detail = { name: printedNodeName({ ...printed, kind }) };
    await appendAudit(trx, { ...trace, action: 'node.add', subject: id, detail });
    if (before && (before.name !== printed.name || before.label !== printed.label))
      await appendToFeed(trx, await listLessonsBelow(trx, new Set([path])), new Date(trace.at));
    return id;
  });
  search.nudge();
  return added;
}

/** How many units there are down to the node. */
const unitDepth = ({ unit }: NodeRow) => unit?.split('/').length ?? 0;

/** An empty label is none; left out, the number in front of the name, else the one that is there stays. */
function toPrinted(
  { name, label }: { name: string; label?: string | undefined },
  kind: string,
  former: string | null = null,
) {
  const split = kind === 'volume' || label ? { name, label: null } : splitPrintedName(name);
  const kept = label === undefined ? former : label || null;
  const printed = { name: split.name, label: split.label ?? kept };
  if (!nameKey(printed.name))
    throw new InvalidRequestError([{ path: 'name', code: 'node-name' }], 'node-name');
  return printed;
}

/**
 * Two of a name below one parent could not be told apart by whoever names a lesson's place. Returns a draft's node of
 * the name, for one who takes it over.
 */
async function requireFreeName(
  trx: Trx,
  parentId: string | null,
  { name, kind }: Pick<NodeRow, 'name' | 'kind'>,
  { ownId, takesOver = false }: { ownId?: string; takesOver?: boolean },
): Promise<NodeRow | undefined> {
  const siblings = await listChildNodes(trx, parentId);
  const namesakes = siblings.filter(
    (node) => node.id !== ownId && node.kind === kind && nameKey(node.name) === nameKey(name),
  );
  if (namesakes.some(({ source }) => !takesOver || source !== 'local'))
    throw new ConflictError('node-name-taken');
  return namesakes[0];
}

/**
 * The name's own segment, or with a number where another node, renamed since, is known by it; one that was retired
 * under this name is taken up again.
 */
async function findFreeSegment(trx: Trx, parentPath: string, kind: 'unit' | 'topic', name: string) {
  for (let number = 1; ; number += 1) {
    const segment = nameSegment(kind, number === 1 ? name : `${name}${number}`);
    const [there] = await findNodesByPath(trx, [`${parentPath}/${segment}`]);
    if (!there || (there.retired_at !== null && nameKey(there.name) === nameKey(name))) return segment;
  }
}

/** The sort of a new child: behind its sibling, the later ones move on; or behind all but those of drafts. */
async function makeRoom(trx: Trx, parentId: string, afterId: string | undefined): Promise<number> {
  const siblings = await listChildNodes(trx, parentId);
  if (afterId === undefined) {
    const official = siblings.filter(({ source }) => source !== 'local');
    return Math.max(0, ...official.map(({ sort }) => sort)) + 1;
  }
  const after = siblings.find(({ id }) => id === afterId);
  if (!after) throw new InvalidRequestError([{ path: 'after', code: 'unknown-term' }]);
  await shiftNodesAfter(trx, parentId, after.sort);
  return after.sort + 1;
}
