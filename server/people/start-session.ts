import { appendAudit } from '../db/audit-log.ts';
import type { Trx } from '../db/open-database.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import type { Call } from '../route.ts';
import { markBrowser } from './known-browser.ts';
import { readSessionToken, setSessionCookie } from './session-cookie.ts';
import { closeSession, openSession } from './sessions.ts';
import { traceOf } from './trace.ts';

type SessionCall = Pick<Call, 'context' | 'actor' | 'request' | 'response'>;

/** Signs somebody in on this browser: a new session, on record, in the place of the one it had. */
export async function startSession(
  call: SessionCall,
  { personId, name }: { personId: string; name: string },
): Promise<void> {
  const { context, request, response } = call;
  const token = await context.database.transaction(async (trx) => {
    await closeSession(trx, readSessionToken(context.config, request));
    const opened = await openFor(call, trx, personId);
    await appendAudit(trx, { ...traceOf(call), personId, action: 'session.open', subject: personId });
    return opened;
  });
  setSessionCookie(context.config, request, response, token);
  markBrowser(context, request, response, name);
}

/**
 * Ends every session of somebody who changes what they sign in with, in the transaction that changes it, and
 * gives this browser a new one.
 */
export async function renewSession<T>(
  call: SessionCall,
  personId: string,
  change: (trx: Trx) => Promise<T>,
): Promise<T> {
  const { context, request, response } = call;
  const { token, changed } = await context.database.transaction(async (trx) => {
    const done = await change(trx);
    await deleteSessionsOf(trx, personId);
    return { token: await openFor(call, trx, personId), changed: done };
  });
  setSessionCookie(context.config, request, response, token);
  return changed;
}

function openFor(call: SessionCall, trx: Trx, personId: string): Promise<string> {
  const userAgent = call.request.get('user-agent');
  return openSession(trx, call.context.clock, { personId, userAgent, network: traceOf(call).network });
}
