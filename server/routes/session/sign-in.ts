import { SignIn } from '../../contract/session.ts';
import { readKnownBrowser } from '../../people/known-browser.ts';
import { type SignInAttempt, signIn as verifySignIn } from '../../people/sign-in.ts';
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

/** Checks what somebody signs in with and sets the cookie; the form without JavaScript uses it too. */
export async function openSessionFor(
  call: Pick<Call, 'context' | 'actor' | 'request' | 'response'>,
  given: Omit<SignInAttempt, 'network' | 'browser'>,
): Promise<void> {
  const { context, request } = call;
  const attempt = {
    ...given,
    network: traceOf(call).network,
    browser: readKnownBrowser(context, request),
  };
  await startSession(call, await verifySignIn(context, attempt));
}
