import type { RubricBody } from '../contract/rounds.ts';
import type { FieldProblem } from '../errors.ts';

/**
 * What is wrong with a review by its rubric: points for what the rubric does not have, above the maximum,
 * between two steps; vetoes it does not have; and, once it is `complete`, dimensions without points. A
 * review with a veto is scored like any other, because the veto stands only with a majority.
 */
export function checkScores(
  rubric: RubricBody,
  review: { scores: Record<string, number>; vetoes: readonly string[] },
  complete: boolean,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const known = new Map(rubric.dimensions.map((dimension) => [dimension.key, dimension]));
  for (const [key, points] of Object.entries(review.scores)) {
    const path = `scores.${key}`;
    const dimension = known.get(key);
    if (!dimension) problems.push({ path, code: 'not-in-rubric' });
    else if (points > dimension.max) problems.push({ path, code: 'score-above-max' });
    else if (!isMultiple(points, dimension.step)) problems.push({ path, code: 'score-not-a-step' });
  }
  for (const [index, veto] of review.vetoes.entries()) {
    if (!rubric.vetoes.some(({ key }) => key === veto)) {
      problems.push({ path: `vetoes.${index}`, code: 'not-in-rubric' });
    }
  }
  if (complete) {
    for (const { key } of rubric.dimensions) {
      if (!Object.hasOwn(review.scores, key)) {
        problems.push({ path: `scores.${key}`, code: 'scores-incomplete' });
      }
    }
  }
  return problems;
}

/** 0.1 has no exact double: 0.3 is three steps of it all the same. */
function isMultiple(points: number, step: number): boolean {
  const steps = points / step;
  return Math.abs(steps - Math.round(steps)) < 1e-9;
}

/** The sum of the points given, to two decimals. */
export function totalOf(scores: Record<string, number>): number {
  const sum = Object.values(scores).reduce((total, points) => total + points, 0);
  return Math.round(sum * 100) / 100;
}

export function fullMarks(rubric: RubricBody): number {
  return rubric.dimensions.reduce((sum, { max }) => sum + max, 0);
}
