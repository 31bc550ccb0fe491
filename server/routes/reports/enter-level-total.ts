import { LevelTotal } from '../../contract/rounds.ts';
import { enterLevelTotal as enter } from '../../reports/enter-level-total.ts';
import { actingIn } from '../../reviews/acting.ts';
import { defineRoute } from '../../route.ts';

export const enterLevelTotal = defineRoute({
  method: 'PUT',
  path: '/api/reports/awards/totals',
  summary: "Enter the whole of which a level's awards are a share",
  rule: 'programmes.manage',
  body: LevelTotal,
  answer: LevelTotal,
  async handle(call) {
    await enter(call.context, actingIn(call), call.body);
    return call.body;
  },
});
