import { z } from 'zod';
import { requirePerson } from '../../access/policy.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteSession, listSessionsOf } from '../../db/sessions.ts';
import { NotFoundError } from '../../errors.ts';
import { sessionId } from '../../people/present-open-sessions.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const endSession = defineRoute({
  method: 'DELETE',
  path: '/api/sessions/:id',
  summary: 'End one of one’s own sessions, on whatever device',
  rule: 'signed-in',
  params: z.object({ id: z.string() }),
  async handle(call) {
    const { database } = call.context;
    const person = requirePerson(call.actor);
    const trace = traceOf(call);
    const sessions = await listSessionsOf(database.db, person.id, trace.at);
    const session = sessions.find((one) => sessionId(one) === call.params.id);
    if (!session) throw new NotFoundError();
    await database.transaction(async (trx) => {
      await deleteSession(trx, session.token_hash);
      await appendAudit(trx, { ...trace, action: 'session.end', subject: person.id });
    });
  },
});
