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

/** What is wrong with a file as it is read: all is counted, the first of it kept. */
export class ProblemList {
  readonly first: CurriculumProblem[] = [];
  count = 0;

  push(problem: CurriculumProblem): void {
    this.count += 1;
    if (this.first.length < mostKept) this.first.push(problem);
  }
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
