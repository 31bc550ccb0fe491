import { z } from 'zod';
import { authorise, requirePerson } from '../../access/policy.ts';
import { addDays } from '../../clock.ts';
import { ManagedPerson, MembershipEnd } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { updateMembershipEnd } from '../../db/people.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { ForbiddenError, InvalidRequestError, NotFoundError } from '../../errors.ts';
import { loadPerson } from '../../people/load-person.ts';
import { lockForChange } from '../../people/lock-for-change.ts';
import { presentPerson } from '../../people/present-people.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const endMembership = defineRoute({
  method: 'PATCH',
  path: '/api/people/:id/memberships/:membership',
  summary: 'Set the last day of a role; what was done in it stays, the person signs in again',
  rule: 'role.give',
  params: z.object({ id: z.string(), membership: z.string() }),
  body: MembershipEnd,
  answer: ManagedPerson,
  async handle(call) {
    const { database } = call.context;
    const { until } = call.body;
    const { person, memberships } = await loadPerson(call, call.params.id, 'person.see');
    const membership = memberships.find((one) => one.id === call.params.membership);
    if (!membership) throw new NotFoundError();
    const { role, organisation_path: organisationPath } = membership;
    authorise(call.actor, 'role.give', { role, organisationPath });
    // The last administrator of a library must not be able to lock everybody out.
    const actor = requirePerson(call.actor);
    if (person.id === actor.id) throw new ForbiddenError('not-yourself');
    if (until < addDays(membership.from_date, -1)) throw new InvalidRequestError([], 'period-order');

    await database.transaction(async (trx) => {
      await lockForChange(call.context, trx, actor, person.id);
      await updateMembershipEnd(trx, membership.id, until);
      await deleteSessionsOf(trx, person.id);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'membership.end',
        subject: person.id,
        detail: { membership: membership.id, role, until },
      });
    });
    return presentPerson(database.db, person);
  },
});
