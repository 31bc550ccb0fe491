import { grades } from '../contract/terms/grades.ts';
import { stages } from '../contract/terms/stages.ts';
import { findTerm } from '../contract/terms/term.ts';
import {
  findNodesByPath,
  insertMissingNodes,
  listChildNodes,
  listNodesUnder,
  type NodeRow,
  reviveNodes,
} from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import { toNodeRow } from './import-curriculum.ts';
import { nameKey, nameSegment, pathsDownTo } from './node-path.ts';
import {
  deepest,
  findEdition,
  findSubject,
  findVolumeNamed,
  type PlaceNodes,
  placeNodes,
  topicNode,
  unitNode,
} from './place.ts';
import { isOfBureau } from './plan-import.ts';
import { splitPrintedName } from './printed-name.ts';

/** Where a lesson stands, as a teacher, a spreadsheet or a folder's name says it: slugs or names. */
export interface LooseFields {
  stage: string;
  subject: string;
  grade?: string;
  edition?: string;
  volume?: string;
  /** Name, printed number, or both. */
  unit?: string;
  topic?: string;
}

export type LooseField = keyof LooseFields;

export type Resolution =
  | {
      ok: true;
      /** From the stage down to where terms end. */
      place: PlaceNodes;
      unit: string | null;
      topic: string | null;
    }
  /** What no term is known for, or what has no letters to make a name of. */
  | { ok: false; fields: LooseField[] };

/** After everything that a file brings, in the order in which they are made. */
const SORT_OF_LOCAL = 1_000_000;

/** What loose fields mean. Stage, subject and grade must be known; editions and volumes may be new. */
export function resolveLoose(fields: LooseFields): Resolution {
  const stage = findTerm(stages, fields.stage)?.slug;
  const subject = stage && findSubject(fields.subject, stage);
  const { grade: gradeText, volume: volumeText } = partGradeAndVolume(fields);
  const grade = gradeText === undefined ? undefined : findTerm(grades, gradeText)?.slug;
  const edition = fields.edition ? findEdition(fields.edition) : undefined;
  const volume = volumeText ? findVolumeNamed(volumeText) : undefined;

  const unknown: LooseField[] = [];
  if (!stage) unknown.push('stage');
  if (stage && !subject) unknown.push('subject');
  if (gradeText && !grade) unknown.push('grade');
  if (fields.edition && !edition) unknown.push('edition');
  if (volumeText && !volume) unknown.push('volume');
  if (fields.unit && !nameKey(fields.unit)) unknown.push('unit');
  if (fields.topic && !nameKey(fields.topic)) unknown.push('topic');
  if (!stage || !subject || unknown.length > 0) return { ok: false, fields: unknown };

  const place = placeNodes({ stage, subject, edition, grade, volume });
  return { ok: true, place, unit: fields.unit || null, topic: fields.topic || null };
}

/**
 * The node that a resolution means: the one that is there, or one made by hand (`local`) under the
 * deepest one that is. What was retired on the way to it is in the lists again, but for what the bureau has
 * retired: the draft stands there all the same. Runs in the caller's transaction and returns the node's id.
 */
export async function ensureNode(trx: Db, wanted: Extract<Resolution, { ok: true }>): Promise<string> {
  await insertMissingNodes(
    trx,
    wanted.place.map((node) => toNodeRow(node, 'local')),
  );
  let parent = deepest(wanted.place);
  if (wanted.unit) parent = await ensureChild(trx, parent, 'unit', wanted.unit);
  if (wanted.topic) parent = await ensureChild(trx, parent, 'topic', wanted.topic);
  await reviveWay(trx, parent.path);
  return parent.id;
}

async function reviveWay(trx: Db, path: string): Promise<void> {
  const way = await findNodesByPath(trx, pathsDownTo(path));
  const retired = way.filter(({ retired_at }) => retired_at !== null);
  if (retired.some(isOfBureau)) return;
  await reviveNodes(
    trx,
    retired.map((node) => node.path),
  );
}

/** Which of a node's children a text means: by name, by printed number, or by both; only if it is one. */
export function matchChild<T extends { name: string; label: string | null }>(
  children: readonly T[],
  text: string,
): T | undefined {
  const wanted = nameKey(text);
  const printed = nameKey(splitPrintedName(text).name);
  const ways: ((child: T) => boolean)[] = [
    (child) => nameKey(`${child.label ?? ''}${child.name}`) === wanted,
    (child) => nameKey(child.name) === printed,
    (child) => child.label !== null && nameKey(child.label) === wanted,
  ];
  for (const way of ways) {
    const matching = children.filter(way);
    if (matching.length === 1) return matching[0];
  }
  return undefined;
}

async function ensureChild(
  trx: Db,
  parent: CurriculumNode,
  kind: 'unit' | 'topic',
  text: string,
): Promise<CurriculumNode> {
  const known =
    matchChild(await listChildNodes(trx, parent.id), text) ??
    // Without an edition or a volume the name alone may say which book is meant.
    matchChild(
      (await listNodesUnder(trx, parent.path)).filter((node) => node.kind === kind),
      text,
    );
  if (known) return underParent(parent, known);
  const printed = splitPrintedName(text);
  const make = kind === 'unit' ? unitNode : topicNode;
  const node = make(parent, { ...printed, segment: nameSegment(kind, printed.name), sort: SORT_OF_LOCAL });
  await insertMissingNodes(trx, [toNodeRow(node, 'local')]);
  return node;
}

function underParent(parent: CurriculumNode, row: NodeRow): CurriculumNode {
  const { id, parent_id: parentId, path, name, label, sort, edition, volume, unit, topic } = row;
  const kind = row.kind === 'topic' ? 'topic' : 'unit';
  const grade = grades.find((term) => term.slug === row.grade)?.slug ?? null;
  return { ...parent, id, parentId, kind, path, name, label, sort, edition, grade, volume, unit, topic };
}

/** 三年级上册 is a grade and a volume. */
function partGradeAndVolume({ grade, volume }: LooseFields): { grade?: string; volume?: string } {
  if (!grade || volume || findTerm(grades, grade)) return { grade: grade || undefined, volume };
  const match = /^(.+?)([上下])册?$/u.exec(grade.trim());
  return match && findTerm(grades, match[1] ?? '')
    ? { grade: match[1], volume: match[2] }
    : { grade, volume };
}
