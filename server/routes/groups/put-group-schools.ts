import { z } from 'zod';
import { authorise } from '../../access/policy.ts';
import { Group, GroupSchools } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteGroupSchool, findGroup, listGroupSchools, putGroupSchool } from '../../db/groups.ts';
import { findOrganisations } from '../../db/organisations.ts';
import { InvalidRequestError, NotFoundError } from '../../errors.ts';
import { planGroupSchools } from '../../people/plan-group-schools.ts';
import { presentGroup } from '../../people/present-group.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const putGroupSchools = defineRoute({
  method: 'PUT',
  path: '/api/groups/:id/schools',
  summary: 'Set the schools of a group with their dates; the caller administers every school that changes',
  rule: 'groups.manage',
  params: z.object({ id: z.string() }),
  body: GroupSchools,
  answer: Group,
  async handle(call) {
    const { database } = call.context;
    const group = await findGroup(database.db, call.params.id);
    if (!group) throw new NotFoundError();
    if (call.body.schools.some(({ from, until }) => until !== null && until < from)) {
      throw new InvalidRequestError([], 'period-order');
    }
    const before = await listGroupSchools(database.db, group.id);
    const plan = planGroupSchools(group.id, before, call.body.schools);
    const touched = [...new Set([...plan.put, ...plan.remove].map((row) => row.school_id))];
    const schools = touched.length === 0 ? [] : await findOrganisations(database.db, touched);
    if (schools.length < touched.length) throw new NotFoundError();
    for (const school of schools) {
      authorise(call.actor, 'organisation.manage', school);
      if (school.level !== 'school') throw new InvalidRequestError([], 'schools-only');
    }

    const after = await database.transaction(async (trx) => {
      for (const row of plan.remove) await deleteGroupSchool(trx, row);
      for (const row of plan.put) await putGroupSchool(trx, row);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'group.schools',
        subject: group.id,
        detail: { put: plan.put.length, removed: plan.remove.length },
      });
      return listGroupSchools(trx, group.id);
    });
    return presentGroup(group, after);
  },
});
