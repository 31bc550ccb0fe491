import { z } from 'zod';
import { requirePeriodOrder } from '../../access/require-period-order.ts';
import { OpenPeriod, OpenPeriodChange } from '../../contract/open-periods.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { listOpenPeriods, updateOpenPeriod } from '../../db/open-periods.ts';
import { NotFoundError } from '../../errors.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const changeOpenPeriod = defineRoute({
  method: 'PATCH',
  path: '/api/open-periods/:id',
  summary: 'Change an open period; it governs every address given out from then on',
  rule: 'open-periods.manage',
  params: z.object({ id: z.string() }),
  body: OpenPeriodChange,
  answer: OpenPeriod,
  async handle(call) {
    return call.context.database.transaction(async (trx) => {
      const before = (await listOpenPeriods(trx)).find((period) => period.id === call.params.id);
      if (!before) throw new NotFoundError();
      const after = { ...before, ...call.body };
      requirePeriodOrder(after);
      const { name, kind, from: from_date, until: until_date } = after;
      await updateOpenPeriod(trx, before.id, { name, kind, from_date, until_date });
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'open-period.change',
        subject: before.id,
        detail: { before, after },
      });
      return after;
    });
  },
});
