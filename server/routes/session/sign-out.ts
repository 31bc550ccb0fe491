import { appendAudit } from '../../db/audit-log.ts';
import { clearSessionCookie, readSessionToken } from '../../people/session-cookie.ts';
import { closeSession } from '../../people/sessions.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  rule: 'public',
  handle: endSession,
});

/** Ends this browser's session; without one there is nothing to end. */
export async function endSession(
  call: Pick<Call, 'context' | 'actor' | 'request' | 'response'>,
): Promise<void> {
  const { context, actor, request, response } = call;
  await context.database.transaction(async (trx) => {
    await closeSession(trx, readSessionToken(context.config, request));
    if (actor.kind === 'person')
      await appendAudit(trx, { ...traceOf(call), action: 'session.close', subject: actor.id });
  });
  clearSessionCookie(context.config, request, response);
}
