import { editions } from '../contract/terms/editions.ts';
import { grades } from '../contract/terms/grades.ts';
import { type StageSlug, stages } from '../contract/terms/stages.ts';
import { subjectName, subjects } from '../contract/terms/subjects.ts';
import { type Term, termBySlug } from '../contract/terms/term.ts';
import { volumes } from '../contract/terms/volumes.ts';
import { findNodesByPath, listNodes, listNodesUnder, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { csvColumns, unitColumns } from './csv-columns.ts';
import type { CurriculumRow } from './curriculum-row.ts';
import { type KeyedLevel, nameSegment, pathsDownTo } from './node-path.ts';
import { bySort } from './plan-import.ts';
import { splitPrintedName } from './printed-name.ts';

/** What is in use, at and below a path with what stands above it, or all of it; without what only drafts name. */
export async function listNodesToExport(db: Db, path?: string): Promise<NodeRow[]> {
  const nodes =
    path === undefined
      ? await listNodes(db)
      : [...(await findNodesByPath(db, pathsDownTo(path).slice(0, -1))), ...(await listNodesUnder(db, path))];
  return nodes.filter(({ source, retired_at }) => source !== 'local' && retired_at === null);
}

/**
 * Nodes as the lines of a file that brings in the same ones, in the order of the books: a line a topic, and one
 * for whatever has nothing below it or is known under another name.
 *
 * @param nodes with everything above them, as `listNodesToExport` finds them
 */
export function toCurriculumRows(nodes: readonly NodeRow[]): CurriculumRow[] {
  const childrenOf = Map.groupBy(nodes, (node) => node.parent_id);
  return (childrenOf.get(null) ?? []).toSorted(bySort).flatMap((stage) => walk(stage, {}, childrenOf));
}

/** A row whose terms are not sure to be there yet. */
type Begun = Partial<Omit<CurriculumRow, 'unit'>> & { unit?: string[] };

function walk(
  node: NodeRow,
  above: Begun,
  childrenOf: ReadonlyMap<string | null, NodeRow[]>,
): CurriculumRow[] {
  const { own, below } = rowOf(node, above);
  const children = (childrenOf.get(node.id) ?? []).toSorted(bySort);
  const needsLine = children.length === 0 || own.key !== undefined || own.no !== undefined;
  const isPlace = own.stage !== undefined && own.subject !== undefined;
  const line = needsLine && isPlace ? [own as CurriculumRow] : [];
  return [...line, ...children.flatMap((child) => walk(child, below, childrenOf))];
}

/** The node's own line, and what its children's begin with. */
function rowOf(node: NodeRow, above: Begun): { own: Begun; below: Begun } {
  switch (node.kind) {
    case 'stage':
      return same({ stage: node.stage });
    case 'subject':
      return same({ ...above, subject: node.subject ?? '' });
    case 'edition':
      return same({ ...above, edition: nameOf(editions, node, 'edition') });
    case 'grade':
      return same({ ...above, grade: node.grade ?? '' });
    case 'volume': {
      const volume = nameOf(volumes, node, 'volume');
      const printed = termBySlug<Term>(volumes, volume)?.zh ?? volume;
      return same({ ...above, volume, ...(printed !== node.name && { book: node.name }) });
    }
    case 'unit': {
      const { text, ...rest } = printedAs(node, 'unit');
      const unit = [...(above.unit ?? []), text];
      return { own: { ...above, unit, ...rest }, below: { ...above, unit } };
    }
    default: {
      const key = keyOf(node, 'topic');
      const { label, name } = node;
      const own = { ...above, lesson: name, ...(label !== null && { no: label }), ...(key && { key }) };
      return { own, below: own };
    }
  }
}

const same = (row: Begun) => ({ own: row, below: row });

/** With its number in front where a file would part them again, and in a column of its own otherwise. */
function printedAs(node: NodeRow, level: KeyedLevel): { text: string; no?: string; key?: string } {
  const { label, name } = node;
  const key = keyOf(node, level);
  const text = label === null ? name : `${label} ${name}`;
  const parted = splitPrintedName(text);
  if (parted.label === label && parted.name === name) return { text, ...(key && { key }) };
  return { text: name, ...(label !== null && { no: label }), ...(key && { key }) };
}

/** The name under which it is known, if that is not the printed one. */
function keyOf({ path, name }: NodeRow, level: KeyedLevel): string | undefined {
  const segment = path.slice(path.lastIndexOf('/') + 1);
  return nameSegment(level, name) === segment ? undefined : segment.slice(2);
}

/** A term's slug, or the name that makes the segment. */
function nameOf(terms: readonly Term[], node: NodeRow, level: 'edition' | 'volume'): string {
  const segment = node[level] ?? '';
  if (termBySlug(terms, segment)) return segment;
  return nameSegment(level, node.name) === segment ? node.name : segment.slice(2);
}

/** Rows as the lines of a JSONL file. */
export function toJsonLines(rows: readonly CurriculumRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Rows as a table under its headings, in Chinese as everything in it; without rows, the template. */
export function toTable(rows: readonly CurriculumRow[]): string[][] {
  const cells = rows.map((row) => {
    const texts: Record<string, string> = { ...inChinese(row) };
    for (const [index, column] of unitColumns.entries()) texts[column] = [row.unit ?? []].flat()[index] ?? '';
    return csvColumns.map(({ slug }) => texts[slug] ?? '');
  });
  return [csvColumns.map(({ zh }) => zh), ...cells];
}

function inChinese({ unit: _, ...row }: CurriculumRow): Omit<CurriculumRow, 'unit'> {
  const subject = termBySlug(subjects, row.subject);
  const zh = (terms: readonly Term[], slug: string | undefined) =>
    slug === undefined ? undefined : (termBySlug(terms, slug)?.zh ?? slug);
  return {
    ...row,
    stage: termBySlug<Term>(stages, row.stage)?.zh ?? row.stage,
    subject: subject ? subjectName(subject, row.stage as StageSlug) : row.subject,
    edition: zh(editions, row.edition),
    grade: zh(grades, row.grade),
    volume: zh(volumes, row.volume),
  };
}

/** What the template shows: a book of each kind, with a unit within a unit, so that the columns explain themselves. */
export const templateRows: readonly CurriculumRow[] = [
  {
    ...{ stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' },
    ...{ unit: ['第八单元 分数的初步认识'], no: '1', lesson: '几分之一' },
  },
  {
    ...{ stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' },
    ...{ unit: ['第八单元 分数的初步认识'], no: '2', lesson: '几分之几' },
  },
  {
    ...{ stage: 'senior', subject: 'politics', edition: 'tongbian', volume: 'required-4' },
    ...{ book: '必修4 哲学与文化', unit: ['第一单元 探索世界与把握规律', '第一课 时代精神的精华'] },
    ...{ lesson: '哲学的基本问题' },
  },
];
