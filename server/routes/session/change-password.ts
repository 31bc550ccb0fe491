import { requirePerson } from '../../access/policy.ts';
import { PasswordChange } from '../../contract/session.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { updatePassword } from '../../db/people.ts';
import { hashPassword } from '../../people/password.ts';
import { closePasswordLink } from '../../people/password-link.ts';
import { requireOwnPassword } from '../../people/require-own-password.ts';
import { requireStrongPassword } from '../../people/require-strong-password.ts';
import { renewSession } from '../../people/start-session.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const changePassword = defineRoute({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change one’s own password; all other sessions end, this one gets a new cookie',
  rule: 'signed-in',
  limit: 'sign-in',
  body: PasswordChange,
  async handle(call) {
    const { database } = call.context;
    const { id } = requirePerson(call.actor);
    const person = await requireOwnPassword(call, id, { path: 'current', value: call.body.current });
    await requireStrongPassword(database.db, call.body.password, person);
    const passwordHash = await hashPassword(call.body.password);
    await renewSession(call, id, async (trx) => {
      await updatePassword(trx, id, passwordHash);
      await closePasswordLink(trx, id);
      await appendAudit(trx, { ...traceOf(call), action: 'person.change-password', subject: id });
    });
  },
});
