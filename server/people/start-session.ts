import { appendAudit } from '../db/audit-log.ts';
import type { Call } from '../route.ts';
import { readSessionToken, setSessionCookie } from './session-cookie.ts';
import { closeSession, openSession } from './sessions.ts';
import { traceOf } from './trace.ts';

/** Signs somebody in on this browser: a new session, on record, in the place of the one it had. */
export async function startSession(
  call: Pick<Call, 'context' | 'actor' | 'request' | 'response'>,
  personId: string,
): Promise<void> {
  const { context, request, response } = call;
  const trace = traceOf(call);
  const userAgent = request.get('user-agent');
  const token = await context.database.transaction(async (trx) => {
    await closeSession(trx, readSessionToken(context.config, request));
    const opened = await openSession(trx, context.clock, { personId, userAgent, network: trace.network });
    await appendAudit(trx, { ...trace, personId, action: 'session.open', subject: personId });
    return opened;
  });
  setSessionCookie(context.config, request, response, token);
}
