import type { ImportReport } from './curriculum.ts';

/** From here on a retirement is large: this share of the places, or of the lessons, or so many lessons. */
const largeShare = 0.1;
const largeShareOfLessons = 0.05;
const manyLessons = 20;

/** Whether an import retires so much that whoever confirms it has to say so once more. */
export function retiresMuch({ scope, counts }: Pick<ImportReport, 'scope' | 'counts'>): boolean {
  const { retired, kept, renamed, moved, back, lessonsAtRetired, lessons } = counts;
  if (retired === 0) return false;
  if (lessonsAtRetired >= manyLessons) return true;
  if (lessonsAtRetired > 0 && lessonsAtRetired >= largeShareOfLessons * lessons) return true;
  return scope === 'everything' && retired >= largeShare * (retired + kept + renamed + moved + back);
}
