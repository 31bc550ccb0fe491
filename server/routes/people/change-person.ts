import { z } from 'zod';
import { requirePerson } from '../../access/policy.ts';
import { ManagedPerson, PersonChange } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { appendToFeed } from '../../db/feed.ts';
import { listPublishedLessonIdsOf } from '../../db/lessons.ts';
import { updatePerson } from '../../db/people.ts';
import { deleteSessionsOf } from '../../db/sessions.ts';
import { ForbiddenError } from '../../errors.ts';
import { loadPerson } from '../../people/load-person.ts';
import { lockForChange } from '../../people/lock-for-change.ts';
import { presentPerson } from '../../people/present-people.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const changePerson = defineRoute({
  method: 'PATCH',
  path: '/api/people/:id',
  summary: 'Rename somebody; close or reopen the account (closing ends its sessions)',
  rule: 'person.manage',
  params: z.object({ id: z.string() }),
  body: PersonChange,
  answer: ManagedPerson,
  async handle(call) {
    const { database, clock, search } = call.context;
    const { displayName, disabled } = call.body;
    const { person } = await loadPerson(call, call.params.id, 'person.manage');
    const actor = requirePerson(call.actor);
    if (disabled && person.id === actor.id) throw new ForbiddenError('not-yourself');

    const trace = traceOf(call);
    const changed = await database.transaction(async (trx) => {
      const before = await lockForChange(call.context, trx, actor, person.id);
      const disabledAt = disabled ? (before.disabled_at ?? trace.at) : null;
      const change = {
        display_name: displayName ?? before.display_name,
        disabled_at: disabled === undefined ? before.disabled_at : disabledAt,
      };
      await updatePerson(trx, person.id, change);
      if (disabled) await deleteSessionsOf(trx, person.id);
      await appendAudit(trx, { ...trace, action: 'person.change', subject: person.id, detail: call.body });
      if (change.display_name !== before.display_name) {
        await appendToFeed(trx, await listPublishedLessonIdsOf(trx, { teacherId: person.id }), clock.now());
      }
      return { ...before, ...change };
    });
    search.nudge();
    return presentPerson(database.db, changed);
  },
});
