import { Round } from '../../contract/rounds.ts';
import { presentRound } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';
import { RoundParams } from './load-round.ts';

export const getRound = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id',
  summary: 'One round with its rubric and counts',
  rule: 'round.see',
  params: RoundParams,
  answer: Round,
  handle: ({ context, language, params }) => presentRound(context, language, params.id),
});
