import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Topic } from '../../../search/bench/make-corpus.ts';
import { editions } from '../../contract/terms/editions.ts';
import { grades } from '../../contract/terms/grades.ts';
import { stages } from '../../contract/terms/stages.ts';
import { subjects } from '../../contract/terms/subjects.ts';
import { findTerm, type Term } from '../../contract/terms/term.ts';
import { volumes } from '../../contract/terms/volumes.ts';
import { CurriculumRow } from '../../curriculum/curriculum-row.ts';
import { splitPrintedName } from '../../curriculum/printed-name.ts';

const shipped = join(import.meta.dirname, '../../curriculum/data');

/** The topics of these files; without any, those that the product ships. */
export async function topicsOf(paths: readonly string[] | undefined): Promise<Topic[]> {
  return paths ? (await Promise.all(paths.map(readTopics))).flat() : await readShippedTopics();
}

/** The topics of the books that the product ships, and the units that have none, with the names that people read. */
export async function readShippedTopics(): Promise<Topic[]> {
  const files = (await readdir(shipped)).filter((file) => file.endsWith('.jsonl')).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(shipped, file), 'utf8')));
  const rows = texts.flatMap(linesOf).map((line) => CurriculumRow.parse(JSON.parse(line)));
  return rows.flatMap((row) => {
    const title = row.lesson ?? splitPrintedName(row.unit?.at(-1) ?? '').name;
    if (title === '' || /^第.{1,3}(?:单元|章)$/u.test(title)) return [];
    return {
      title,
      stage: nameOf(stages, row.stage),
      subject: nameOf(subjects, row.subject),
      edition: nameOf(editions, row.edition),
      grade: nameOf(grades, row.grade),
      volume: nameOf(volumes, row.volume),
      unit: row.unit?.join(' ') ?? '',
      no: row.no ?? '',
    };
  });
}

const name = z.string().default('');
const places = { stage: name, subject: name, edition: name, grade: name, volume: name, unit: name, no: name };
const Node = z.object({ ...places, lesson: z.string() });
const Title = z.object({ ...places, title: z.string() });

/** Topics of a file with `lesson`, or with `title`, a line, and the names of where it stands. */
async function readTopics(path: string): Promise<Topic[]> {
  const lines = linesOf(await readFile(path, 'utf8'));
  return lines.map((line) => {
    const { title, ...topic } = z.union([Title, Node]).transform(asTitle).parse(JSON.parse(line));
    return { title, ...topic, stage: topic.stage || stageOfGrade(topic.grade) };
  });
}

function asTitle(row: z.infer<typeof Title> | z.infer<typeof Node>): Topic {
  if ('title' in row) return row;
  const { lesson, ...topic } = row;
  return { title: lesson, ...topic };
}

function stageOfGrade(grade: string): string {
  if (/^[一二三四五六]年级$/u.test(grade)) return '小学';
  if (/^[七八九]年级$/u.test(grade)) return '初中';
  return /^高/u.test(grade) ? '高中' : '';
}

function nameOf(terms: readonly Term[], text: string | undefined): string {
  return text === undefined ? '' : (findTerm(terms, text)?.zh ?? text);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
