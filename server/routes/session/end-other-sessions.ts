import { requirePerson } from '../../access/policy.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { readSessionToken } from '../../people/session-cookie.ts';
import { hashToken } from '../../people/sessions.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

export const endOtherSessions = defineRoute({
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'End all of one’s own sessions but this one',
  rule: 'signed-in',
  handle: endOthers,
});

export async function endOthers(call: Call): Promise<void> {
  const { database, config } = call.context;
  const person = requirePerson(call.actor);
  const token = readSessionToken(config, call.request) ?? '';
  await database.transaction(async (trx) => {
    const ended = await deleteSessionsOf(trx, person.id, { except: hashToken(token) });
    await appendAudit(trx, {
      ...traceOf(call),
      action: 'session.end-others',
      subject: person.id,
      detail: { ended },
    });
  });
}
