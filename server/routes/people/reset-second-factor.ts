import { z } from 'zod';
import { requirePerson } from '../../access/policy.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteSecondFactor } from '../../db/second-factors.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { ConflictError, ForbiddenError } from '../../errors.ts';
import { loadPerson } from '../../people/load-person.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const resetSecondFactor = defineRoute({
  method: 'DELETE',
  path: '/api/people/:id/second-factor',
  summary: 'Switch off the second factor of somebody who has lost it; their sessions end',
  rule: 'person.manage',
  params: z.object({ id: z.string() }),
  async handle(call) {
    const { person } = await loadPerson(call, call.params.id, 'person.manage');
    // One’s own is switched off with the password, on the account page.
    if (person.id === requirePerson(call.actor).id) throw new ForbiddenError('not-yourself');
    await call.context.database.transaction(async (trx) => {
      if (!(await deleteSecondFactor(trx, person.id))) throw new ConflictError('wrong-state');
      await deleteSessionsOf(trx, person.id);
      await appendAudit(trx, { ...traceOf(call), action: 'second-factor.reset', subject: person.id });
    });
  },
});
