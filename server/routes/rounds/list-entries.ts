import { authorise } from '../../access/policy.ts';
import { EntryList } from '../../contract/rounds.ts';
import { presentEntries } from '../../reviews/present-entries.ts';
import { toRoundFacts } from '../../reviews/round-facts.ts';
import { defineRoute } from '../../route.ts';
import { loadRound, RoundParams } from './load-round.ts';

export const listEntries = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id/entries',
  summary: 'What has been entered, with its reviewers',
  rule: 'round.manage',
  params: RoundParams,
  answer: EntryList,
  async handle(call) {
    const round = await loadRound(call, call.params.id);
    authorise(call.actor, 'round.manage', toRoundFacts(round));
    return { items: await presentEntries(call.context, call.actor, call.language, round) };
  },
});
