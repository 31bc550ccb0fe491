import { requirePeriodOrder } from '../../access/require-period-order.ts';
import { NewOpenPeriod, OpenPeriod } from '../../contract/open-periods.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { newId } from '../../db/new-id.ts';
import { insertOpenPeriod } from '../../db/open-periods.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const createOpenPeriod = defineRoute({
  method: 'POST',
  path: '/api/open-periods',
  summary: 'Add an open period; with the first one the library has a calendar',
  rule: 'open-periods.manage',
  body: NewOpenPeriod,
  answer: OpenPeriod,
  status: 201,
  async handle(call) {
    const { name, kind, from, until } = call.body;
    requirePeriodOrder(call.body);
    const id = newId();
    const trace = traceOf(call);
    await call.context.database.transaction(async (trx) => {
      await insertOpenPeriod(trx, {
        id,
        name,
        kind,
        from_date: from,
        until_date: until,
        created_at: trace.at,
      });
      await appendAudit(trx, { ...trace, action: 'open-period.create', subject: id, detail: call.body });
    });
    return { id, ...call.body };
  },
});
