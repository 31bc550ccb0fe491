import { SignIn } from '../../contract/session.ts';
import { signIn as verifySignIn } from '../../people/sign-in.ts';
import { startSession } from '../../people/start-session.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in; answers with a cookie',
  rule: 'public',
  limit: 'sign-in',
  body: SignIn,
  async handle(call) {
    await openSessionFor(call, call.body);
  },
});

/** Checks name and password and sets the cookie; the form without JavaScript uses it too. */
export async function openSessionFor(
  call: Pick<Call, 'context' | 'actor' | 'request' | 'response'>,
  given: { name: string; password: string },
): Promise<void> {
  const { clock, database } = call.context;
  const { personId } = await verifySignIn(database, clock, {
    ...given,
    network: traceOf(call).network ?? '',
  });
  await startSession(call, personId);
}
