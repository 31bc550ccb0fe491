import { editions } from '../contract/terms/editions.ts';
import { type GradeSlug, grades } from '../contract/terms/grades.ts';
import { type StageSlug, stages } from '../contract/terms/stages.ts';
import { type SubjectSlug, type SubjectTerm, subjectName, subjects } from '../contract/terms/subjects.ts';
import { findTerm, type Term } from '../contract/terms/term.ts';
import { findVolume, volumes } from '../contract/terms/volumes.ts';
import type { CurriculumNode, NodeKind } from './curriculum-node.ts';
import { nameKey, nameSegment, nodeId } from './node-path.ts';

/** An edition or a volume: a term, or a name of its own that is kept as it is. */
export interface Named {
  /** A term's slug, or `e-` or `v-` and the name's key. */
  segment: string;
  name: string;
  sort: number;
}

/** Where in the books something stands, down to the volume; what is not known is left out. */
export interface Place {
  stage: StageSlug;
  subject?: SubjectSlug;
  edition?: Named;
  grade?: GradeSlug;
  volume?: Named;
}

/** After every term, in the order in which they come. */
const SORT_OF_OTHERS = 100_000;

/** What is taught up to grade 9 under one name and in senior school under another. */
const subjectInStage: Partial<Record<SubjectSlug, Partial<Record<StageSlug, SubjectSlug>>>> = {
  politics: {
    primary: 'morality-law',
    junior: 'morality-law',
    'primary-54': 'morality-law',
    'junior-54': 'morality-law',
  },
  'morality-law': { senior: 'politics' },
};

/** The subject as the stage has it: 政治 in junior secondary means 道德与法治. */
export function findSubject(text: string, stage: StageSlug): SubjectSlug | undefined {
  const subject = findTerm(subjects, text)?.slug;
  return subject && (subjectInStage[subject]?.[stage] ?? subject);
}

const notInAName = /[（(](?:五[•·・]?四(?:学)?制?|20\d\d(?:年版)?|主编[:：][^）)]*)[）)]/gu;

/** Undefined when nothing of the text could be a name. */
export function findEdition(text: string): Named | undefined {
  const plain = text.replace(notInAName, '').trim();
  const term = findTerm(editions, plain);
  return term ? named(editions, term, term.zh) : otherName('edition', plain);
}

/** Undefined when nothing of the text could be a name. Books of senior school keep the title they print. */
export function findVolumeNamed(text: string): Named | undefined {
  const term = findVolume(text);
  if (!term) return otherName('volume', text.trim());
  const keepsTitle = isSeniorVolume(term.slug) && text.trim() !== term.slug;
  return named(volumes, term, keepsTitle ? text.trim() : term.zh);
}

/** 必修 and 选择性必修 stand at no grade. */
export function isSeniorVolume(segment: string): boolean {
  return segment.startsWith('required') || segment.startsWith('elective');
}

export type PlaceNodes = [stage: CurriculumNode, ...below: CurriculumNode[]];

/** The nodes from the stage down to where the place ends. */
export function placeNodes(place: Place): PlaceNodes {
  const { stage, subject, edition, volume } = place;
  const grade = volume && isSeniorVolume(volume.segment) ? undefined : place.grade;
  const chain: PlaceNodes = [childNode({ stage }, printedTerm('stage', stages, stage), {})];
  const add = (printed: Printed, own: OwnFields) => {
    chain.push(childNode(deepest(chain), printed, own));
  };
  if (subject) {
    const printed = printedTerm('subject', subjects, subject);
    add({ ...printed, name: nameOfSubject(subject, stage) }, { subject });
  }
  if (edition) add({ kind: 'edition', label: null, ...edition }, { edition: edition.segment });
  if (grade) add(printedTerm('grade', grades, grade), { grade });
  if (volume) add({ kind: 'volume', label: null, ...volume }, { volume: volume.segment });
  return chain;
}

export function deepest(chain: PlaceNodes): CurriculumNode {
  return chain.at(-1) ?? chain[0];
}

/** What a node has of its own: its part of the path and what is printed there. */
export interface Printed {
  kind: NodeKind;
  segment: string;
  name: string;
  label: string | null;
  sort: number;
}

type OwnFields = Partial<Pick<CurriculumNode, 'subject' | 'edition' | 'grade' | 'volume' | 'unit' | 'topic'>>;

/** A node below `parent`, whose place it shares. */
export function childNode(
  parent: Pick<CurriculumNode, 'stage'> & Partial<CurriculumNode>,
  { segment, ...printed }: Printed,
  own: OwnFields,
): CurriculumNode {
  const path = parent.path ? `${parent.path}/${segment}` : segment;
  return {
    stage: parent.stage,
    subject: parent.subject ?? null,
    edition: parent.edition ?? null,
    grade: parent.grade ?? null,
    volume: parent.volume ?? null,
    unit: parent.unit ?? null,
    topic: parent.topic ?? null,
    ...printed,
    ...own,
    id: nodeId(path),
    parentId: parent.id ?? null,
    path,
  };
}

/** A unit below a volume, or below whatever the place ends with. */
export function unitNode(parent: CurriculumNode, printed: Omit<Printed, 'kind'>): CurriculumNode {
  const unit = parent.unit ? `${parent.unit}/${printed.segment}` : printed.segment;
  return childNode(parent, { ...printed, kind: 'unit' }, { unit });
}

export function topicNode(parent: CurriculumNode, printed: Omit<Printed, 'kind'>): CurriculumNode {
  return childNode(parent, { ...printed, kind: 'topic' }, { topic: printed.segment });
}

function printedTerm(kind: NodeKind, terms: readonly Term[], slug: string): Printed {
  const index = terms.findIndex((term) => term.slug === slug);
  return { kind, segment: slug, name: terms[index]?.zh ?? slug, label: null, sort: index + 1 };
}

function named(terms: readonly Term[], term: Term, name: string): Named {
  return { segment: term.slug, name, sort: terms.indexOf(term) + 1 };
}

function otherName(level: 'edition' | 'volume', name: string): Named | undefined {
  if (!nameKey(name)) return undefined;
  return { segment: nameSegment(level, name), name, sort: SORT_OF_OTHERS };
}

function nameOfSubject(slug: SubjectSlug, stage: StageSlug): string {
  const subject: SubjectTerm | undefined = subjects.find((term) => term.slug === slug);
  return subject ? subjectName(subject, stage) : slug;
}
