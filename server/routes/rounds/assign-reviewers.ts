import { AssignmentSummary, NewAssignments } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { assignReviewers as assign } from '../../reviews/assign-reviewers.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const assignReviewers = defineRoute({
  method: 'POST',
  path: '/api/rounds/:id/assignments',
  summary: 'Spread the entries over reviewers; ends the time of entries',
  rule: 'round.manage',
  params: RoundParams,
  body: NewAssignments,
  answer: AssignmentSummary,
  async handle(call) {
    const { context, language, params, body } = call;
    const added = await assign(context, actingIn(call), params.id, [...new Set(body.reviewers)]);
    const { counts } = await presentRound(context, language, params.id);
    return { added, assigned: counts.assigned, entries: counts.entries, reviewers: counts.reviewers };
  },
});
