import { fill } from '../contract/words/words.ts';
import { curriculum } from '../contract/words/zh/curriculum.ts';

/** One thing that is wrong with a curriculum file; words in `contract/words/.../curriculum.ts`. */
export interface CurriculumProblem {
  file: string;
  /** Counted from 1; 0: the file as a whole. */
  line: number;
  code: keyof typeof curriculum;
  values: Record<string, string | number>;
}

/** More than anybody puts right before trying again; a file of millions of cells can have one in each. */
const mostKept = 500;

/** What is wrong with files as they are read: all is counted, the first of each file kept. */
export class ProblemList {
  readonly #files = new Map<string, CurriculumProblem[]>();
  count = 0;

  /** @param files the names of all files, in their order */
  constructor(files: readonly string[] = []) {
    for (const file of files) this.#files.set(file, []);
  }

  /** In the order of the files and their lines. */
  get first(): CurriculumProblem[] {
    return [...this.#files.values()].flatMap(firstLines).slice(0, mostKept);
  }

  push(problem: CurriculumProblem): void {
    this.count += 1;
    const kept = this.#files.get(problem.file) ?? [];
    kept.push(problem);
    // What is found out last may stand first.
    this.#files.set(problem.file, kept.length > 4 * mostKept ? firstLines(kept) : kept);
  }
}

function firstLines(problems: readonly CurriculumProblem[]): CurriculumProblem[] {
  return problems.toSorted((one, other) => one.line - other.line).slice(0, mostKept);
}

/** A file that cannot be taken, with what is wrong with it, line by line: all of it, or the first hundreds. */
export class CurriculumError extends Error {
  override readonly name = 'CurriculumError';
  readonly problems: readonly CurriculumProblem[];
  /** With those that are not listed. */
  readonly count: number;

  constructor(problems: readonly CurriculumProblem[], count = problems.length) {
    super(
      problems
        .map(({ file, line, code, values }) => fill(curriculum[code], { file, line, ...values }))
        .join('\n'),
    );
    this.problems = problems;
    this.count = count;
  }
}
