import type { Lesson } from '../../server/contract/lessons.ts';
import { subjects } from '../../server/contract/terms/subjects.ts';
import { type Term, termBySlug } from '../../server/contract/terms/term.ts';
import type { Language } from '../../server/contract/words/words.ts';
import { printedName } from './printed-name.ts';

type PlacedLesson = Pick<Lesson, 'nodes' | 'subject'>;

/** The class that gives its element the hue of a subject (`--hue`). */
export function hueClass(subject: string | null): string {
  const hue = subject === null ? undefined : termBySlug(subjects, subject)?.hue;
  return `hue-${hue ?? 'none'}`;
}

/** The subject's name where the lesson stands; empty when none is chosen yet. */
export function subjectName(lesson: PlacedLesson, language: Language): string {
  const node = nodeName(lesson, 'subject');
  return node ?? (lesson.subject === null ? '' : termName(subjects, lesson.subject, language));
}

/** Book and unit, shortest names: `三年级上册`, `第八单元`. A piece is never broken over two lines. */
export function placePieces(lesson: PlacedLesson, language: Language): string[] {
  const grade = nodeName(lesson, 'grade');
  const volume = nodeName(lesson, 'volume');
  const book = [grade, volume].filter((name) => name !== undefined).join(language === 'zh' ? '' : ' ');
  const unit = lesson.nodes.find((node) => node.kind === 'unit');
  return [book, unit ? (unit.label ?? unit.name) : ''].filter((piece) => piece !== '');
}

/** One step of the way from the stage to where a lesson stands. */
export interface PathPiece {
  key: string;
  text: string;
  /** Of the book and what lies in it. */
  href?: string;
  subject: boolean;
}

/** The whole way, grade and volume as one step: 小学, 数学, 人教版, 三年级上册, 第八单元 分数的初步认识. */
export function pathPieces(
  nodes: Lesson['nodes'],
  book: { id: string } | null,
  language: Language,
): PathPiece[] {
  const grade = nodes.find((node) => node.kind === 'grade');
  const hasVolume = nodes.some((node) => node.kind === 'volume');
  return nodes.flatMap(({ id, kind, name, label }) => {
    if (kind === 'grade' && hasVolume) return [];
    const printed = printedName({ name, label });
    const text =
      kind === 'volume' && grade ? `${grade.name}${language === 'zh' ? '' : ' '}${printed}` : printed;
    const inBook = kind === 'unit' || kind === 'topic';
    const href = book === null ? undefined : inBook ? `/books/${book.id}#${id}` : undefined;
    return [
      {
        key: id,
        text,
        href: book !== null && book.id === id ? `/books/${id}` : href,
        subject: kind === 'subject',
      },
    ];
  });
}

/** A term's name in a language; what the list does not know is shown as it is. */
export function termName(terms: readonly Term[], slug: string, language: Language): string {
  return termBySlug(terms, slug)?.[language] ?? slug;
}

function nodeName(lesson: PlacedLesson, kind: string): string | undefined {
  return lesson.nodes.find((node) => node.kind === kind)?.name;
}
