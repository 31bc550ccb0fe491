import { requirePerson } from '../../access/policy.ts';
import { AssignmentList } from '../../contract/rounds.ts';
import { listBatch } from '../../reviews/review-desk.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const listAssignments = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id/assignments',
  summary: "A reviewer's own batch, without names of teachers and schools",
  rule: 'review.desk',
  params: RoundParams,
  answer: AssignmentList,
  handle: ({ context, actor, language, params }) =>
    listBatch(context, requirePerson(actor), language, params.id),
});
