import { z } from 'zod';
import { CurrentEditionsList, CurrentEditionsOf } from '../../contract/curriculum.ts';
import { readCurrentEditions, writeCurrentEditions } from '../../curriculum/current-editions.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findNode } from '../../db/nodes.ts';
import { NotFoundError } from '../../errors.ts';
import { withQuery } from '../../pages/with-query.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

export const getCurrentEditions = defineRoute({
  method: 'GET',
  path: '/api/settings/editions',
  summary: 'Which editions the region uses now, by stage and subject',
  rule: 'public',
  answer: CurrentEditionsList,
  async handle({ context }) {
    const current = await readCurrentEditions(context.database.db);
    return {
      items: Object.entries(current).map(([place, editions]) => {
        const [stage = '', subject = ''] = place.split('/');
        return { stage, subject, editions };
      }),
    };
  },
});

export const putCurrentEditions = defineRoute({
  method: 'PUT',
  path: '/api/settings/editions',
  summary:
    'Set the editions of one subject that the region uses now; they are shown first. None: all are alike',
  rule: 'curriculum.manage',
  body: CurrentEditionsOf,
  handle: (call) => keep(call, call.body),
});

/** A lone tick comes as text, several as a list, none not at all. */
const EditionsForm = z.object({
  node: z.string(),
  edition: z.union([z.string().transform((one) => [one]), z.array(z.string()).max(100)]).default([]),
});

/** The form on a subject's page. */
export const putCurrentEditionsForm = defineRoute({
  method: 'POST',
  path: '/manage/curriculum/editions',
  summary: 'Set the current editions of a subject with the form',
  rule: 'curriculum.manage',
  body: EditionsForm,
  page: true,
  async handle(call) {
    const { node: id, edition: editions } = call.body;
    const node = await findNode(call.context.database.db, id);
    if (node?.kind !== 'subject' || node.subject === null) throw new NotFoundError();
    await keep(call, { stage: node.stage, subject: node.subject, editions });
    call.response.redirect(303, withQuery('/manage/curriculum', { node: id, saved: '1' }));
  },
});

function keep(call: Call, chosen: CurrentEditionsOf): Promise<void> {
  return call.context.database.transaction(async (trx) => {
    await writeCurrentEditions(trx, chosen);
    await appendAudit(trx, {
      ...traceOf(call),
      action: 'settings.change',
      subject: 'editions',
      detail: chosen,
    });
  });
}
