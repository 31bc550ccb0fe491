import type { RubricBody } from '../../contract/rounds.ts';
import { anchoredMicroLesson } from './anchored-micro-lesson.ts';
import { classroomTeaching } from './classroom-teaching.ts';
import { microLesson } from './micro-lesson.ts';

/**
 * What a new library brings along. A database keeps a version as it was first written: whoever changes a
 * body here gives it the next version.
 */
export const shippedRubrics: readonly { slug: string; version: number; body: RubricBody }[] = [
  { slug: 'micro-lesson', version: 1, body: microLesson },
  { slug: 'classroom-teaching', version: 1, body: classroomTeaching },
  { slug: 'anchored-micro-lesson', version: 1, body: anchoredMicroLesson },
];
