import { grades } from '../contract/terms/grades.ts';
import { stages } from '../contract/terms/stages.ts';
import { findTerm } from '../contract/terms/term.ts';
import type { CurriculumProblem } from './curriculum-error.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import type { CurriculumRow } from './curriculum-row.ts';
import { nameKey, nameSegment } from './node-path.ts';
import {
  findEdition,
  findSubject,
  findVolumeNamed,
  type Place,
  type PlaceNodes,
  placeNodes,
  topicNode,
  unitNode,
} from './place.ts';
import { splitPrintedName } from './printed-name.ts';

export type NumberedRow = CurriculumRow & { file: string; line: number };

/** Rows to nodes, parents before children, siblings sorted as they come. Rows with a problem are left out. */
export function buildCurriculum(rows: readonly NumberedRow[]): {
  nodes: CurriculumNode[];
  problems: CurriculumProblem[];
} {
  const tree = new Tree();
  const problems: CurriculumProblem[] = [];
  for (const row of rows) {
    const problem = tree.add(row);
    if (problem) problems.push({ file: row.file, line: row.line, ...problem });
  }
  return { nodes: [...tree.nodes.values()], problems };
}

type Problem = Pick<CurriculumProblem, 'code' | 'values'>;

class Tree {
  readonly nodes = new Map<string, CurriculumNode>();
  readonly #children = new Map<string, number>();
  /** Units by the path of their parent and the text of the file, so that a `key` is written once. */
  readonly #units = new Map<string, CurriculumNode>();
  readonly #topicLines = new Map<string, number>();
  readonly #bookTitles = new Map<string, string>();
  /** A book has hundreds of lines that all name the same place: its deepest node, or what is wrong with it. */
  readonly #places = new Map<string, CurriculumNode | Problem>();

  add(row: NumberedRow): Problem | undefined {
    const place = this.#findPlace(row);
    if ('code' in place) return place;
    const unusable = [...(row.unit ?? []), row.lesson, row.key].find((text) => text && !nameKey(text));
    if (unusable) return { code: 'unusable-name', values: { value: unusable } };

    let parent = place;
    const problem = row.book ? this.#nameBook(parent, row.book) : undefined;
    if (problem) return problem;
    for (const [index, text] of (row.unit ?? []).entries()) {
      const isLast = row.lesson === undefined && index === (row.unit?.length ?? 0) - 1;
      const unit = this.#addUnit(parent, text, isLast ? row : {});
      if ('code' in unit) return unit;
      parent = unit;
    }
    return row.lesson ? this.#addTopic(parent, row, row.lesson) : undefined;
  }

  #findPlace(row: NumberedRow): CurriculumNode | Problem {
    const text = [row.stage, row.subject, row.edition, row.grade, row.volume].join('\n');
    const known = this.#places.get(text);
    if (known) return known;
    const place = readPlace(row);
    const found = 'code' in place ? place : this.#keepAll(placeNodes(place));
    this.#places.set(text, found);
    return found;
  }

  /** Returns the deepest. */
  #keepAll([stage, ...below]: PlaceNodes): CurriculumNode {
    return below.reduce((_above, node) => this.#keep(node), this.#keep(stage));
  }

  #keep(node: CurriculumNode): CurriculumNode {
    const known = this.nodes.get(node.path);
    if (known) return known;
    this.nodes.set(node.path, node);
    return node;
  }

  #nameBook(volume: CurriculumNode, title: string): Problem | undefined {
    if (volume.kind !== 'volume') return { code: 'book-without-volume', values: { value: title } };
    const other = this.#bookTitles.get(volume.path);
    if (other !== undefined && other !== title)
      return { code: 'other-book', values: { value: title, other } };
    this.#bookTitles.set(volume.path, title);
    volume.name = title;
    return undefined;
  }

  #addUnit(
    parent: CurriculumNode,
    text: string,
    { key, no }: Pick<CurriculumRow, 'key' | 'no'>,
  ): CurriculumNode | Problem {
    const place = `${parent.path}\n${text}`;
    const known = this.#units.get(place);
    if (known) return known;
    const printed = no ? { label: no, name: text } : splitPrintedName(text);
    const segment = nameSegment('unit', key ?? printed.name);
    const sameKey = this.nodes.get(`${parent.path}/${segment}`);
    if (sameKey && sameKey.label !== printed.label) return { code: 'repeated-unit', values: { value: text } };
    const node =
      sameKey ?? this.#keep(unitNode(parent, { ...printed, segment, sort: this.#nextSort(parent) }));
    this.#units.set(place, node);
    return node;
  }

  #addTopic(parent: CurriculumNode, row: NumberedRow, lesson: string): Problem | undefined {
    const printed = row.no ? { label: row.no, name: lesson } : splitPrintedName(lesson);
    const segment = nameSegment('topic', row.key ?? printed.name);
    const path = `${parent.path}/${segment}`;
    const other = this.#topicLines.get(path);
    if (other !== undefined) return { code: 'repeated-topic', values: { value: lesson, other } };
    this.#topicLines.set(path, row.line);
    this.#keep(topicNode(parent, { ...printed, segment, sort: this.#nextSort(parent) }));
    return undefined;
  }

  #nextSort(parent: CurriculumNode): number {
    const next = (this.#children.get(parent.path) ?? 0) + 1;
    this.#children.set(parent.path, next);
    return next;
  }
}

function readPlace(row: CurriculumRow): Place | Problem {
  const stage = findTerm(stages, row.stage)?.slug;
  if (!stage) return { code: 'unknown-stage', values: { value: row.stage } };
  const subject = findSubject(row.subject, stage);
  if (!subject) return { code: 'unknown-subject', values: { value: row.subject } };
  const grade = row.grade === undefined ? undefined : findTerm(grades, row.grade)?.slug;
  if (row.grade !== undefined && !grade) return { code: 'unknown-grade', values: { value: row.grade } };
  const edition = row.edition === undefined ? undefined : findEdition(row.edition);
  if (row.edition !== undefined && !edition) return { code: 'unusable-name', values: { value: row.edition } };
  const volume = row.volume === undefined ? undefined : findVolumeNamed(row.volume);
  if (row.volume !== undefined && !volume) return { code: 'unusable-name', values: { value: row.volume } };
  return { stage, subject, grade, edition, volume };
}
