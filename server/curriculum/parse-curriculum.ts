import type { z } from 'zod';
import { buildCurriculum, type NumberedRow } from './build-curriculum.ts';
import { CurriculumError, type CurriculumProblem, ProblemList } from './curriculum-error.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import { CurriculumRow } from './curriculum-row.ts';
import { readCsvRows } from './read-csv-rows.ts';

export interface CurriculumFile {
  /** Named in errors; its ending says how the text is written. */
  name: string;
  /** CSV with the columns of `csv-columns.ts`, or JSONL, one `CurriculumRow` a line; in the order of the books. */
  text: string;
}

/** Three times what the program ships, and a second of work. */
export const mostLines = 20_000;

/**
 * The nodes that the files describe, parents before children.
 *
 * Throws `CurriculumError` with what is wrong.
 */
export function parseCurriculum(files: readonly CurriculumFile[]): CurriculumNode[] {
  const problems = new ProblemList(files.map(({ name }) => name));
  const rows = files.flatMap((file) => parseRows(file, problems));
  const built = buildCurriculum(rows);
  for (const problem of built.problems) problems.push(problem);
  if (problems.count > 0) throw new CurriculumError(problems.first, problems.count);
  return built.nodes;
}

interface RawRow {
  line: number;
  values: unknown;
}

function parseRows({ name: file, text }: CurriculumFile, problems: ProblemList): NumberedRow[] {
  // A line ends in one way from here on: it is counted as it is parted.
  const plain = text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
  if (countLines(plain) > mostLines) {
    problems.push({ file, line: 0, code: 'too-many-lines', values: { most: mostLines } });
    return [];
  }
  const before = problems.count;
  const { rows: raw, headings } = isCsv(file, plain)
    ? readCsvRows(file, plain, problems)
    : { rows: readJsonRows(plain), headings: undefined };
  if (raw.length === 0 && problems.count === before)
    problems.push({ file, line: 0, code: 'no-lines', values: {} });
  const rows: NumberedRow[] = [];
  for (const { line, values } of raw) {
    const parsed = CurriculumRow.safeParse(values);
    if (parsed.success) rows.push({ ...parsed.data, file, line });
    else
      for (const issue of parsed.error.issues) problems.push(describeIssue(issue, { file, line }, headings));
  }
  return rows;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** By the ending of its name; under any other name, whether it does not begin as JSON. */
function isCsv(name: string, text: string): boolean {
  if (/\.(csv|tsv|txt)$/iu.test(name)) return true;
  if (/\.(jsonl|ndjson|json)$/iu.test(name)) return false;
  return !text.trimStart().startsWith('{');
}

function readJsonRows(text: string): RawRow[] {
  return text
    .split('\n')
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({ line, values: parseJson(content) }));
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // No row is `undefined`: the schema refuses it with an issue that has no path.
    return undefined;
  }
}

function describeIssue(
  issue: z.core.$ZodIssue,
  at: { file: string; line: number },
  headings: ReadonlyMap<string, string> = new Map(),
): CurriculumProblem {
  if (issue.code === 'unrecognized_keys') {
    return { ...at, code: 'unknown-field', values: { field: issue.keys.join('、') } };
  }
  const name = issue.path[0];
  if (name === undefined) return { ...at, code: 'not-json', values: {} };
  const field = headings.get(String(name)) ?? String(name);
  if (issue.code === 'too_small' && issue.origin === 'string')
    return { ...at, code: 'empty-field', values: { field } };
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { ...at, code: 'long-field', values: { field, most: Number(issue.maximum) } };
  return { ...at, code: 'bad-field', values: { field } };
}
