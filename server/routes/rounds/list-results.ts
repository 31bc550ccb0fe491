import { authorise } from '../../access/policy.ts';
import { ResultList } from '../../contract/rounds.ts';
import { presentResults } from '../../reviews/present-entries.ts';
import { toRoundFacts } from '../../reviews/round-facts.ts';
import { defineRoute } from '../../route.ts';
import { loadRound, RoundParams } from './load-round.ts';

export const listResults = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id/results',
  summary: 'The ranking; once the round is closed, what was awarded is open to everybody',
  rule: 'round.results',
  params: RoundParams,
  answer: ResultList,
  async handle(call) {
    const round = await loadRound(call, call.params.id);
    authorise(call.actor, 'round.results', toRoundFacts(round));
    return presentResults(call.context, call.actor, call.language, round);
  },
});
