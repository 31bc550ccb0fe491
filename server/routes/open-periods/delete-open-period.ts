import { z } from 'zod';
import { appendAudit } from '../../db/audit-log.ts';
import { deleteOpenPeriod as deletePeriod } from '../../db/open-periods.ts';
import { NotFoundError } from '../../errors.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const deleteOpenPeriod = defineRoute({
  method: 'DELETE',
  path: '/api/open-periods/:id',
  summary: 'Take an open period away; without any, the library is open always',
  rule: 'open-periods.manage',
  params: z.object({ id: z.string() }),
  async handle(call) {
    await call.context.database.transaction(async (trx) => {
      if (!(await deletePeriod(trx, call.params.id))) throw new NotFoundError();
      await appendAudit(trx, { ...traceOf(call), action: 'open-period.delete', subject: call.params.id });
    });
  },
});
