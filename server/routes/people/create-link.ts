import { z } from 'zod';
import { LinkAnswer } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { ConflictError } from '../../errors.ts';
import { loadPerson } from '../../people/load-person.ts';
import { createPasswordLink } from '../../people/password-link.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const createLink = defineRoute({
  method: 'POST',
  path: '/api/people/:id/link',
  summary: 'Make a one-time link with which the person chooses a new password; the one before stops working',
  rule: 'person.manage',
  params: z.object({ id: z.string() }),
  answer: LinkAnswer,
  status: 201,
  async handle(call) {
    const { database, clock } = call.context;
    const { person } = await loadPerson(call, call.params.id, 'person.manage');
    if (person.disabled_at !== null) throw new ConflictError('wrong-state');
    const link = await database.transaction(async (trx) => {
      const trace = traceOf(call);
      await appendAudit(trx, { ...trace, action: 'person.link', subject: person.id });
      return createPasswordLink(trx, { personId: person.id, madeBy: trace.personId, now: clock.now() });
    });
    return { link };
  },
});
