import { SetPassword } from '../../contract/people.ts';
import { setPassword as usePasswordLink } from '../../people/password-link.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const setPassword = defineRoute({
  method: 'POST',
  path: '/api/set-password',
  summary: 'Choose a password with a one-time link; ends all sessions of the account',
  rule: 'with-token',
  limit: 'sign-in',
  body: SetPassword,
  async handle(call) {
    const { database, clock } = call.context;
    await usePasswordLink(database, clock, call.body, traceOf(call));
  },
});
