import { z } from 'zod';
import { Lesson, PublishLesson, ReturnNote, WithdrawNote } from '../../contract/lessons.ts';
import { InvalidRequestError } from '../../errors.ts';
import { editorIn } from '../../lessons/editor.ts';
import { moveLesson } from '../../lessons/move-lesson.ts';
import { retryMedia as retry } from '../../lessons/write-lesson.ts';
import { type Call, defineRoute } from '../../route.ts';
import { answerLesson, LessonParams } from './answer-lesson.ts';

export const submitLesson = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/submit',
  summary: 'Hand a lesson in for checking',
  rule: 'lesson.submit',
  params: LessonParams,
  answer: Lesson,
  handle: (call) => move(call, call.params.id, 'submit'),
});

export const publishLesson = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/publish',
  summary: 'Publish a lesson that was checked',
  rule: 'lesson.check',
  params: LessonParams,
  body: PublishLesson,
  answer: Lesson,
  handle: (call) => move(call, call.params.id, 'publish', call.body),
});

export const returnLesson = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/return',
  summary: 'Give a lesson back to its teacher with a note',
  rule: 'lesson.check',
  params: LessonParams,
  body: z.object({ note: z.string().trim().max(2000).optional(), at: ReturnNote.shape.at }),
  answer: Lesson,
  handle: (call) => {
    const { note, at } = call.body;
    if (!note) throw new InvalidRequestError([{ path: 'note', code: 'needs-note' }], 'needs-note');
    return move(call, call.params.id, 'return', { note, at });
  },
});

export const withdrawLesson = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/withdraw',
  summary: 'Take a lesson back: all its play addresses are closed',
  rule: 'lesson.withdraw',
  params: LessonParams,
  answer: Lesson,
  body: WithdrawNote,
  handle: (call) => move(call, call.params.id, 'withdraw', call.body),
});

/** The form on a lesson's page, for those who look after it: its teacher reads why. */
export const withdrawLessonForm = defineRoute({
  method: 'POST',
  path: '/lessons/:id/withdraw',
  summary: 'Take a lesson back with the form, saying why',
  rule: 'lesson.withdraw',
  params: LessonParams,
  page: true,
  body: z.object({ note: z.string().trim().max(2000).default('') }),
  async handle(call) {
    const { note } = call.body;
    if (note === '') throw new InvalidRequestError([], 'needs-withdraw-note');
    await moveLesson(call.context, editorIn(call), call.params.id, 'withdraw', { note });
    call.response.redirect(303, `/lessons/${call.params.id}`);
  },
});

export const retryMedia = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/retry',
  summary: 'Try a failed or refused video again',
  rule: 'lesson.retry',
  params: LessonParams,
  answer: Lesson,
  async handle(call) {
    await retry(call.context, editorIn(call), call.params.id);
    return answerLesson(call, call.params.id);
  },
});

type Moving = Pick<Call, 'context' | 'actor' | 'language' | 'request'>;

async function move(
  call: Moving,
  id: string,
  event: Parameters<typeof moveLesson>[3],
  given?: { note?: string; at?: number; seen?: string },
): Promise<Lesson> {
  await moveLesson(call.context, editorIn(call), id, event, given);
  return answerLesson(call, id);
}
