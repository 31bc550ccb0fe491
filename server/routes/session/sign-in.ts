import { SignIn } from '../../contract/session.ts';
import { truncateAddress } from '../../people/network.ts';
import { setSessionCookie } from '../../people/session-cookie.ts';
import { openSession } from '../../people/sessions.ts';
import { signIn as verifySignIn } from '../../people/sign-in.ts';
import { type Call, defineRoute } from '../../route.ts';

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in; answers with a cookie',
  rule: 'public',
  body: SignIn,
  async handle(call) {
    await openSessionFor(call, call.body);
  },
});

/** Checks name and password and sets the cookie; the form without JavaScript uses it too. */
export async function openSessionFor(
  { context, request, response }: Pick<Call, 'context' | 'request' | 'response'>,
  given: { name: string; password: string },
): Promise<void> {
  const { config, clock, database } = context;
  const network = truncateAddress(request.ip);
  const { personId } = await verifySignIn(database.db, clock, { ...given, network });
  const token = await openSession(database.db, clock, {
    personId,
    userAgent: request.get('user-agent'),
    network,
  });
  setSessionCookie(config, request, response, token);
}
