import { CloseRound, Round } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { closeRound as close } from '../../reviews/close-round.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const closeRound = defineRoute({
  method: 'POST',
  path: '/api/rounds/:id/close',
  summary: 'Close a round: ranks are written and awards given',
  rule: 'round.manage',
  params: RoundParams,
  body: CloseRound,
  answer: Round,
  async handle(call) {
    await close(call.context, actingIn(call), call.params.id, { force: call.body.force ?? false });
    return presentRound(call.context, call.language, call.params.id);
  },
});
