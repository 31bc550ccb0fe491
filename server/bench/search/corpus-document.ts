import type { LessonDocument } from '../../../search/document.ts';
import { type GradeSlug, grades, gradesOfStage } from '../../contract/terms/grades.ts';
import { type StageSlug, stages } from '../../contract/terms/stages.ts';
import type { SubjectSlug } from '../../contract/terms/subjects.ts';
import { findTerm } from '../../contract/terms/term.ts';
import { toNodeRow } from '../../curriculum/import-curriculum.ts';
import { nameKey, nameSegment } from '../../curriculum/node-path.ts';
import {
  deepest,
  findEdition,
  findSubject,
  findVolumeNamed,
  placeNodes,
  topicNode,
  unitNode,
} from '../../curriculum/place.ts';
import { splitPrintedName } from '../../curriculum/printed-name.ts';
import { toDocument } from '../../lessons/search-changes.ts';
import type { CorpusLesson } from './corpus-lesson.ts';

/**
 * A lesson of a corpus as the library would index it: names become slugs as they do when a lesson is entered,
 * its nodes are those that a curriculum file with this line would bring. Where the library would refuse a name
 * (a stage, subject or grade that no term knows), the name is its own slug. `age` is how many lessons are newer.
 */
export function corpusDocument(lesson: CorpusLesson, age: number): LessonDocument {
  const chain = nodesOf(lesson).map((node) => toNodeRow(node, 'shipped'));
  const place = chain.at(-1)!;
  const document = toDocument(
    {
      id: lesson.id,
      title: lesson.title,
      kind: 'micro',
      node_id: place.id,
      node_path: place.path,
      stage: place.stage,
      subject: place.subject ?? '',
      grade: place.grade ?? null,
      edition: place.edition ?? null,
      volume: place.volume ?? null,
      summary: '',
      keywords: '[]',
      teacher_id: `teacher-${lesson.teacher}`,
      teacher_name: lesson.teacher,
      school_id: 'school',
      school_name: '',
      school_path: '/school/',
      programme_slug: null,
      year: null,
      duration_seconds: 600,
      published_at: new Date(newest - age * 60_000).toISOString(),
    },
    { of: () => chain },
    {
      awards: [],
      attachmentKinds: [],
      hasCaptions: lesson.captions !== undefined,
      captionText: lesson.captions ?? '',
      attachmentText: '',
    },
  );
  if (!document) throw new Error(`lesson ${lesson.id} stands at no node`);
  return document;
}

const newest = Date.UTC(2026, 0, 1);

function nodesOf(lesson: CorpusLesson) {
  const place = placeNodes(placeOf(lesson));
  const nodes = [...place];
  const unit = splitPrintedName(lesson.unit);
  if (nameKey(unit.name)) {
    const segment = nameSegment('unit', unit.name);
    nodes.push(unitNode(deepest(place), { ...unit, segment, sort: 1 }));
  }
  // A printed number is a topic's; a lesson without one may be about anything in its unit.
  if (lesson.no && nameKey(lesson.title)) {
    const segment = nameSegment('topic', lesson.title);
    nodes.push(topicNode(nodes.at(-1)!, { label: lesson.no, name: lesson.title, segment, sort: 1 }));
  }
  return nodes;
}

function placeOf({ stage: stageName, subject, edition, grade: gradeName, volume }: CorpusLesson) {
  const grade = gradeOf(gradeName);
  const stage = findTerm(stages, stageName)?.slug ?? stageOfGrade(grade) ?? (stageName as StageSlug);
  return {
    stage,
    subject: subject === '' ? undefined : (findSubject(subject, stage) ?? (subject as SubjectSlug)),
    edition: findEdition(edition),
    grade,
    volume: findVolumeNamed(volume),
  };
}

/* Books of senior school have no grade of their own: some lists write 高中 there. */
function gradeOf(name: string): GradeSlug | undefined {
  if (name === '' || findTerm(stages, name)) return undefined;
  return findTerm(grades, name)?.slug ?? (name as GradeSlug);
}

function stageOfGrade(grade: GradeSlug | undefined): StageSlug | undefined {
  const known = Object.entries(gradesOfStage) as [StageSlug, readonly GradeSlug[]][];
  return grade && known.find(([, gradesThere]) => gradesThere.includes(grade))?.[0];
}
