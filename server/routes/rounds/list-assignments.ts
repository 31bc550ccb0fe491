import { authorise, requirePerson } from '../../access/policy.ts';
import { AssignmentList } from '../../contract/rounds.ts';
import { listBatch } from '../../reviews/review-desk.ts';
import { readRoundFacts } from '../../reviews/round-facts.ts';
import { defineRoute } from '../../route.ts';
import { loadRound, RoundParams } from './load-round.ts';

export const listAssignments = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id/assignments',
  summary: "A reviewer's own batch, without names of teachers and schools",
  rule: 'review.desk',
  params: RoundParams,
  answer: AssignmentList,
  async handle(call) {
    const { context, actor, language, params } = call;
    const round = await loadRound(call, params.id);
    authorise(actor, 'round.see', await readRoundFacts(context.database.db, round));
    return listBatch(context, requirePerson(actor), language, round.id);
  },
});
