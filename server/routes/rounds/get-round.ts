import { authorise } from '../../access/policy.ts';
import { Round } from '../../contract/rounds.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { readRoundFacts } from '../../reviews/round-facts.ts';
import { defineRoute } from '../../route.ts';
import { loadRound, RoundParams } from './load-round.ts';

export const getRound = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id',
  summary: 'One round with its rubric and counts, for those it concerns',
  rule: 'round.see',
  params: RoundParams,
  answer: Round,
  async handle(call) {
    const { context, actor, language, params } = call;
    const round = await loadRound(call, params.id);
    authorise(actor, 'round.see', await readRoundFacts(context.database.db, round));
    return presentRound(context, language, round.id);
  },
});
