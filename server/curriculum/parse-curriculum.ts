import type { z } from 'zod';
import { buildCurriculum, type NumberedRow } from './build-curriculum.ts';
import { CurriculumError, type CurriculumProblem } from './curriculum-error.ts';
import type { CurriculumNode } from './curriculum-node.ts';
import { CurriculumRow } from './curriculum-row.ts';

export interface CurriculumFile {
  /** Named in errors. */
  name: string;
  /** JSONL, one `CurriculumRow` a line, in the order of the books. */
  text: string;
}

/**
 * The nodes that the files describe, parents before children.
 *
 * Throws `CurriculumError` with everything that is wrong.
 */
export function parseCurriculum(files: readonly CurriculumFile[]): CurriculumNode[] {
  const problems: CurriculumProblem[] = [];
  const rows = files.flatMap((file) => parseRows(file, problems));
  const built = buildCurriculum(rows);
  problems.push(...built.problems);
  if (problems.length > 0) throw new CurriculumError(problems);
  return built.nodes;
}

function parseRows({ name: file, text }: CurriculumFile, problems: CurriculumProblem[]): NumberedRow[] {
  const rows: NumberedRow[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const parsed = CurriculumRow.safeParse(parseJson(content));
    if (parsed.success) rows.push({ ...parsed.data, file, line });
    else problems.push(...parsed.error.issues.map((issue) => describeIssue(issue, file, line)));
  }
  return rows;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // No row is `undefined`: the schema refuses it with an issue that has no path.
    return undefined;
  }
}

function describeIssue(issue: z.core.$ZodIssue, file: string, line: number): CurriculumProblem {
  if (issue.code === 'unrecognized_keys') {
    return { file, line, code: 'unknown-field', values: { field: issue.keys.join('、') } };
  }
  const field = issue.path[0];
  if (field === undefined) return { file, line, code: 'not-json', values: {} };
  return { file, line, code: 'bad-field', values: { field: String(field) } };
}
