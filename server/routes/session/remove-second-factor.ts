import { requirePerson } from '../../access/policy.ts';
import { SecondFactorStart } from '../../contract/session.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteSecondFactor } from '../../db/second-factors.ts';
import { requireOwnPassword } from '../../people/require-own-password.ts';
import { renewSession } from '../../people/start-session.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const removeSecondFactor = defineRoute({
  method: 'DELETE',
  path: '/api/session/second-factor',
  summary: 'Switch one’s own second factor off; other sessions end',
  rule: 'signed-in',
  limit: 'sign-in',
  body: SecondFactorStart,
  async handle(call) {
    const { id } = requirePerson(call.actor);
    await requireOwnPassword(call, id, { path: 'password', value: call.body.password });
    await renewSession(call, id, async (trx) => {
      await deleteSecondFactor(trx, id);
      await appendAudit(trx, { ...traceOf(call), action: 'second-factor.off', subject: id });
    });
  },
});
