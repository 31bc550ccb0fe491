import { authorise } from '../access/policy.ts';
import type { RoundChange } from '../contract/rounds.ts';
import { appendAudit } from '../db/audit-log.ts';
import { lockRound, updateRound } from '../db/rounds.ts';
import { NotFoundError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { checkRoundDates } from './round-dates.ts';
import { datesOf, stateOf, toRoundFacts } from './round-facts.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Another name, other days (late reviews need them), another number of awards, until the round is closed.
 *
 * Throws `NotFoundError`, `ForbiddenError`, `ConflictError` `wrong-state`, `InvalidRequestError` `round-order`.
 */
export async function changeRound(
  { database }: Pick<RoundContext, 'database'>,
  by: Acting,
  roundId: string,
  change: RoundChange,
): Promise<void> {
  await database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    if (!round) throw new NotFoundError();
    authorise(by.person, 'round.manage', toRoundFacts(round));
    nextRoundState(stateOf(round), 'change');
    const dates = { ...datesOf(round), ...definedOf(change) };
    checkRoundDates(dates);
    await updateRound(trx, roundId, {
      name: change.name ?? round.name,
      awards: change.awards ?? round.awards,
      opens_on: dates.opensOn,
      entries_until: dates.entriesUntil,
      reviews_until: dates.reviewsUntil,
    });
    await appendAudit(trx, { ...by.trace, action: 'round.change', subject: roundId, detail: { ...change } });
  });
}

function definedOf({ opensOn, entriesUntil, reviewsUntil }: RoundChange) {
  return {
    ...(opensOn !== undefined && { opensOn }),
    ...(entriesUntil !== undefined && { entriesUntil }),
    ...(reviewsUntil !== undefined && { reviewsUntil }),
  };
}
