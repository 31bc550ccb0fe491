import { z } from 'zod';
import { actingIn } from '../../reviews/acting.ts';
import { withdrawEntry as withdraw } from '../../reviews/withdraw-entry.ts';
import { defineRoute } from '../../route.ts';

export const withdrawEntry = defineRoute({
  method: 'DELETE',
  path: '/api/rounds/:id/entries/:entry',
  summary: 'Take a lesson out of a round while entries are taken',
  rule: 'entry.withdraw',
  params: z.object({ id: z.string(), entry: z.string() }),
  handle: (call) => withdraw(call.context, actingIn(call), call.params.id, call.params.entry),
});
