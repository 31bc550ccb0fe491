import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { JudgedQuery } from '../../../search/bench/quality.ts';
import type { LessonChanges } from '../../../search/search.ts';
import { OperatorError } from '../../operations/operator-error.ts';
import { corpusDocument } from './corpus-document.ts';
import { CorpusLesson } from './corpus-lesson.ts';

/** Lessons as a feed that search follows. */
export interface Corpus extends LessonChanges {
  size: number;
}

/** Lessons that are at hand as a feed. */
export function corpusOf(lessons: readonly CorpusLesson[]): Corpus {
  return feedOf(lessons.length, (index) => lessons[index]!);
}

/**
 * The lessons of a file. Lines are kept as they are and read when they are asked for, so that a million lessons
 * fit. Throws `OperatorError` for a file that cannot be read, and later for what is no lesson.
 */
export async function readCorpus(path: string): Promise<Corpus> {
  const lines = await readLines(path);
  return feedOf(lines.length, (index) => {
    const { line, number } = lines[index]!;
    return parse(CorpusLesson, line, path, number);
  });
}

/** So many lessons as a feed in which nothing changes; each is made when it is asked for. */
export function feedOf(size: number, lessonAt: (index: number) => CorpusLesson): Corpus {
  return {
    size,
    head: async () => 0,
    after: async () => [],
    async all(limit, cursor = '0') {
      const from = Number(cursor);
      const to = Math.min(from + limit, size);
      const documents = Array.from({ length: to - from }, (_, at) =>
        corpusDocument(lessonAt(from + at), from + at),
      );
      return { documents, ...(to < size ? { cursor: String(to) } : {}) };
    },
  };
}

const id = z.union([z.string(), z.number()]).transform(String);
const Judged = z.object({ q: z.string(), kind: z.string(), relevant: z.array(id).min(1) });

/** Throws `OperatorError` for what is no judged query. */
export async function readQueries(path: string): Promise<JudgedQuery[]> {
  const lines = await readLines(path);
  return lines.map(({ line, number }) => parse(Judged, line, path, number));
}

interface Line {
  line: string;
  number: number;
}

async function readLines(path: string): Promise<Line[]> {
  const lines: Line[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number++;
      if (line.trim() !== '') lines.push({ line, number });
    }
  } catch (error) {
    throw new OperatorError(`读不了文件 ${path}：请检查路径和权限`, { cause: error });
  }
  if (lines.length === 0) throw new OperatorError(`文件 ${path} 是空的`);
  return lines;
}

function parse<Type>(schema: z.ZodType<Type>, line: string, path: string, number: number): Type {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new OperatorError(`${path} 第 ${number} 行不合格式：${line.slice(0, 120)}`, { cause: error });
  }
}
