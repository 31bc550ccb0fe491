import { EntryReceipt, NewEntry } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { enterLesson as enter } from '../../reviews/enter-lesson.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const enterLesson = defineRoute({
  method: 'POST',
  path: '/api/rounds/:id/entries',
  summary: "Enter one's own published lesson",
  rule: 'lesson.enter',
  params: RoundParams,
  body: NewEntry,
  answer: EntryReceipt,
  status: 201,
  handle: (call) => enter(call.context, actingIn(call), call.params.id, call.body.lesson),
});
