import { editorIn } from '../../lessons/editor.ts';
import { deleteDraft } from '../../lessons/write-lesson.ts';
import { defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const deleteLesson = defineRoute({
  method: 'DELETE',
  path: '/api/lessons/:id',
  summary: 'Throw away a draft',
  rule: 'lesson.delete',
  params: LessonParams,
  handle: (call) => deleteDraft(call.context, editorIn(call), call.params.id),
});
