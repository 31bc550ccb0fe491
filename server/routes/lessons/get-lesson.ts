import { Lesson } from '../../contract/lessons.ts';
import { defineRoute } from '../../route.ts';
import { answerLesson, LessonParams } from './answer-lesson.ts';

export const getLesson = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id',
  summary: 'One lesson with the addresses the caller may play',
  rule: 'lesson.see',
  params: LessonParams,
  answer: Lesson,
  handle: (call) => answerLesson(call, call.params.id),
});
