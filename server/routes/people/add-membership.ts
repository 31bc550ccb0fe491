import { z } from 'zod';
import { dayIn } from '../../clock.ts';
import { ManagedPerson, NewMembership } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { newId } from '../../db/new-id.ts';
import { insertMembership } from '../../db/people.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { InvalidRequestError } from '../../errors.ts';
import { loadPerson } from '../../people/load-person.ts';
import { loadRolePlace } from '../../people/load-role-place.ts';
import { closePasswordLink } from '../../people/password-link.ts';
import { presentPerson } from '../../people/present-people.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const addMembership = defineRoute({
  method: 'POST',
  path: '/api/people/:id/memberships',
  summary:
    'Give somebody a role with its dates; they sign in again, and a one-time link they were given stops working',
  rule: 'role.give',
  params: z.object({ id: z.string() }),
  body: NewMembership,
  answer: ManagedPerson,
  status: 201,
  async handle(call) {
    const { database, clock, config } = call.context;
    const { role, organisation, from = dayIn(config.timeZone, clock.now()), until = null } = call.body;
    const { person } = await loadPerson(call, call.params.id, 'person.see');
    await loadRolePlace(call, call.body);
    if (until !== null && until < from) throw new InvalidRequestError([], 'period-order');

    return database.transaction(async (trx) => {
      const id = newId();
      await insertMembership(trx, {
        id,
        person_id: person.id,
        organisation_id: organisation,
        role,
        from_date: from,
        until_date: until,
      });
      await deleteSessionsOf(trx, person.id);
      await closePasswordLink(trx, person.id);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'membership.add',
        subject: person.id,
        detail: { membership: id, role, organisation, from, until },
      });
      return presentPerson(trx, person);
    });
  },
});
