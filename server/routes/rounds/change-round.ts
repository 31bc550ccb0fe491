import { Round, RoundChange } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { changeRound as change } from '../../reviews/change-round.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const changeRound = defineRoute({
  method: 'PATCH',
  path: '/api/rounds/:id',
  summary: 'Change name, days or number of awards of a round that is not closed',
  rule: 'round.manage',
  params: RoundParams,
  body: RoundChange,
  answer: Round,
  async handle(call) {
    await change(call.context, actingIn(call), call.params.id, call.body);
    return presentRound(call.context, call.language, call.params.id);
  },
});
