import { requirePerson } from '../../access/policy.ts';
import { RecoveryCodes, SecondFactorCode } from '../../contract/session.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { confirm } from '../../people/second-factor.ts';
import { renewSession } from '../../people/start-session.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const confirmSecondFactor = defineRoute({
  method: 'PUT',
  path: '/api/session/second-factor',
  summary:
    'Switch the second factor on with its first code; answers the recovery codes, once; other sessions end',
  rule: 'signed-in',
  limit: 'sign-in',
  body: SecondFactorCode,
  answer: RecoveryCodes,
  async handle(call) {
    const { id } = requirePerson(call.actor);
    const recoveryCodes = await renewSession(call, id, async (trx) => {
      const codes = await confirm(trx, call.context.clock, id, call.body.code);
      await appendAudit(trx, { ...traceOf(call), action: 'second-factor.on', subject: id });
      return codes;
    });
    return { recoveryCodes };
  },
});
