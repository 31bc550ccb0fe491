import { requirePerson } from '../../access/policy.ts';
import { Lesson, NewLesson } from '../../contract/lessons.ts';
import { createLesson as create } from '../../lessons/write-lesson.ts';
import { defineRoute } from '../../route.ts';
import { answerLesson } from './answer-lesson.ts';

export const createLesson = defineRoute({
  method: 'POST',
  path: '/api/lessons',
  summary: 'Make a lesson, or complete the draft that an upload made',
  rule: 'lesson.create',
  body: NewLesson,
  answer: Lesson,
  status: 201,
  async handle(call) {
    const id = await create(call.context, requirePerson(call.actor), call.body);
    return answerLesson(call, id);
  },
});
