import type { LessonFacts } from '../access/policy.ts';

/** What the policy asks of a lesson, out of its row. */
export function toLessonFacts(lesson: {
  state: string;
  teacher_id: string;
  school_path: string;
}): LessonFacts {
  return {
    state: lesson.state as LessonFacts['state'],
    teacherId: lesson.teacher_id,
    schoolPath: lesson.school_path,
  };
}
