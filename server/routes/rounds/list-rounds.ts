import { requirePerson } from '../../access/policy.ts';
import { RoundList, RoundListQuery } from '../../contract/rounds.ts';
import { listRounds as readRounds } from '../../reviews/present-rounds.ts';
import { defineRoute } from '../../route.ts';

export const listRounds = defineRoute({
  method: 'GET',
  path: '/api/rounds',
  summary: 'Rounds that concern the caller, newest first',
  rule: 'rounds.see',
  query: RoundListQuery,
  answer: RoundList,
  handle: ({ context, actor, language, query }) => readRounds(context, requirePerson(actor), language, query),
});
