import { z } from 'zod';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { loadPerson } from '../../people/load-person.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const endSessions = defineRoute({
  method: 'DELETE',
  path: '/api/people/:id/sessions',
  summary: 'Sign somebody out everywhere',
  rule: 'person.manage',
  params: z.object({ id: z.string() }),
  async handle(call) {
    const { person } = await loadPerson(call, call.params.id, 'person.manage');
    await call.context.database.transaction(async (trx) => {
      const ended = await deleteSessionsOf(trx, person.id);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'person.end-sessions',
        subject: person.id,
        detail: { ended },
      });
    });
  },
});
