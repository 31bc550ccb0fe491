import { NewRound, Round } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { openRound } from '../../reviews/open-round.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';

export const createRound = defineRoute({
  method: 'POST',
  path: '/api/rounds',
  summary: 'Open a round of an organisation',
  rule: 'rounds.create',
  body: NewRound,
  answer: Round,
  status: 201,
  async handle(call) {
    const id = await openRound(call.context, actingIn(call), call.body);
    return presentRound(call.context, call.language, id);
  },
});
