import { Group, NewGroup } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { insertGroup } from '../../db/groups.ts';
import { newId } from '../../db/new-id.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const createGroup = defineRoute({
  method: 'POST',
  path: '/api/groups',
  summary: 'Add an education group or a district',
  rule: 'groups.manage',
  body: NewGroup,
  answer: Group,
  status: 201,
  async handle(call) {
    const { database } = call.context;
    const trace = traceOf(call);
    const group = { id: newId(), ...call.body };
    await database.transaction(async (trx) => {
      await insertGroup(trx, { ...group, created_at: trace.at });
      await appendAudit(trx, { ...trace, action: 'group.create', subject: group.id, detail: call.body });
    });
    return { ...group, schools: [] };
  },
});
