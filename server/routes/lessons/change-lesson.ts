import { Lesson, LessonChange } from '../../contract/lessons.ts';
import { editorIn } from '../../lessons/editor.ts';
import { changeLesson as change } from '../../lessons/write-lesson.ts';
import { defineRoute } from '../../route.ts';
import { answerLesson, LessonParams } from './answer-lesson.ts';

export const changeLesson = defineRoute({
  method: 'PATCH',
  path: '/api/lessons/:id',
  summary: 'Correct a lesson; with uploadId, replace its video',
  rule: 'lesson.edit',
  params: LessonParams,
  body: LessonChange,
  answer: Lesson,
  async handle(call) {
    await change(call.context, editorIn(call), call.params.id, call.body);
    return answerLesson(call, call.params.id);
  },
});
