import { Setup } from '../../contract/session.ts';
import { setUp as setUpLibrary } from '../../people/first-start.ts';
import { startSession } from '../../people/start-session.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const setUp = defineRoute({
  method: 'POST',
  path: '/api/setup',
  summary: 'Make the first administrator and the bureau with the one-time link of the first start; signs in',
  rule: 'with-token',
  limit: 'sign-in',
  body: Setup,
  async handle(call) {
    const { database, clock, config } = call.context;
    const { personId } = await setUpLibrary(database, clock, config.timeZone, call.body, traceOf(call));
    await startSession(call, { personId, name: call.body.name });
  },
});
