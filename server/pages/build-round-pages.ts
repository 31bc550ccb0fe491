import { authorise, requirePerson } from '../access/policy.ts';
import type { PageContent } from '../contract/pages.ts';
import { listProgrammes } from '../db/programmes.ts';
import { findRound } from '../db/rounds.ts';
import { listRubrics } from '../db/rubrics.ts';
import { NotFoundError } from '../errors.ts';
import { presentEntries, presentResults } from '../reviews/present-entries.ts';
import { listRounds, presentRound } from '../reviews/present-rounds.ts';
import { todayIn, toRoundFacts } from '../reviews/round-facts.ts';
import type { Call } from '../route.ts';
import { toOrganisations } from './organisation-choices.ts';
import { listReviewersFor } from './reviewer-choices.ts';

const mostRounds = 100;

export async function buildRoundsPage(call: Call): Promise<Extract<PageContent, { page: 'manage-rounds' }>> {
  const { context, actor, language } = call;
  const { db } = context.database;
  const person = requirePerson(actor);
  const [rounds, programmes, rubrics, organisations] = await Promise.all([
    listRounds(context, person, language, { limit: mostRounds }),
    listProgrammes(db),
    listRubrics(db),
    toOrganisations(db, actor),
  ]);
  return {
    page: 'manage-rounds',
    rounds: rounds.items,
    programmes: programmes.map(({ id, slug, name, name_en }) => ({ id, slug, name, nameEn: name_en })),
    rubrics,
    organisations,
    today: todayIn(context),
  };
}

export async function buildRoundPage(
  call: Call<{ id: string }>,
): Promise<Extract<PageContent, { page: 'manage-round' }>> {
  const { context, actor, language, params } = call;
  const round = await findRound(context.database.db, params.id);
  if (!round) throw new NotFoundError();
  authorise(actor, 'round.manage', toRoundFacts(round));
  const [presented, entries, reviewers, results] = await Promise.all([
    presentRound(context, language, round.id),
    presentEntries(context, actor, language, round),
    listReviewersFor(context, round.organisation_path),
    round.state === 'entering' ? null : presentResults(context, actor, language, round),
  ]);
  return { page: 'manage-round', round: presented, entries, reviewers, results };
}
