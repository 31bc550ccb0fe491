import { authorise } from '../access/policy.ts';
import { appendAudit } from '../db/audit-log.ts';
import { insertMissingAward } from '../db/awards.ts';
import { writeEntryResult } from '../db/entries.ts';
import { appendToFeed } from '../db/feed.ts';
import { newId } from '../db/new-id.ts';
import { lockRound, updateRound } from '../db/rounds.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { countMissingReviews } from './missing-reviews.ts';
import { readRanking } from './read-ranking.ts';
import { stateOf, todayIn, toRoundFacts } from './round-facts.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Ends a round: writes scores and places, gives the awards to the first in the ranking, and tells the
 * search, all at once or not at all. Closing a closed round changes nothing.
 *
 * Throws `NotFoundError`, `ForbiddenError`, `ConflictError` (`reviews-missing` unless by force,
 * `wrong-state` before reviewing unless by force).
 */
export async function closeRound(
  context: Pick<RoundContext, 'config' | 'clock' | 'database' | 'search'>,
  by: Acting,
  roundId: string,
  { force }: { force: boolean },
): Promise<void> {
  const now = context.clock.now();
  await context.database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    if (!round) throw new NotFoundError();
    authorise(by.person, 'round.manage', toRoundFacts(round));
    if (stateOf(round) === 'closed') return;
    const state = nextRoundState(stateOf(round), force ? 'close-by-force' : 'close');
    const missing = await countMissingReviews(trx, round, todayIn(context));
    if (missing > 0 && !force) throw new ConflictError('reviews-missing', { count: missing });
    const ranking = await readRanking(trx, round);
    for (const { id, rank, score } of ranking) await writeEntryResult(trx, id, { rank, score });
    const awarded = ranking.filter(({ rank }) => rank !== null && rank <= round.awards);
    for (const { lessonId } of awarded) {
      await insertMissingAward(trx, {
        id: newId(),
        lesson_id: lessonId,
        level: round.level,
        year: round.year,
        programme_id: round.programme_id,
        round_id: roundId,
        organisation_id: round.organisation_id,
        created_at: by.trace.at,
      });
    }
    await updateRound(trx, roundId, { state, closed_at: by.trace.at });
    const detail = { force, missing, awarded: awarded.map(({ number }) => number) };
    await appendAudit(trx, { ...by.trace, action: 'round.close', subject: roundId, detail });
    await appendToFeed(
      trx,
      awarded.map(({ lessonId }) => lessonId),
      now,
    );
  });
  context.search.nudge();
}
