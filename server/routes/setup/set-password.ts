import { SetPassword } from '../../contract/people.ts';
import { markBrowser } from '../../people/known-browser.ts';
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
    const { name } = await usePasswordLink(call.context, call.body, traceOf(call));
    // Whoever guesses at the account meanwhile must not delay the sign-in that comes next.
    markBrowser(call.context, call.request, call.response, name);
  },
});
