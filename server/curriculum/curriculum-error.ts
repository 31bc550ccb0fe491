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

/** A file that cannot be taken, with everything that is wrong with it, line by line. */
export class CurriculumError extends Error {
  override readonly name = 'CurriculumError';
  readonly problems: readonly CurriculumProblem[];

  constructor(problems: readonly CurriculumProblem[]) {
    super(
      problems
        .map(({ file, line, code, values }) => fill(curriculum[code], { file, line, ...values }))
        .join('\n'),
    );
    this.problems = problems;
  }
}
