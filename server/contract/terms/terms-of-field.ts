import { editions } from './editions.ts';
import { grades } from './grades.ts';
import { kinds } from './lesson-kinds.ts';
import { awards } from './levels.ts';
import { stages } from './stages.ts';
import { subjects } from './subjects.ts';
import type { Term } from './term.ts';
import { volumes } from './volumes.ts';

/** The terms that a field of a search or of a lesson is chosen from; none where its values are no terms. */
export const termsOfField: Partial<Record<string, readonly Term[]>> = {
  stage: stages,
  subject: subjects,
  grade: grades,
  edition: editions,
  volume: volumes,
  kind: kinds,
  award: awards,
};
