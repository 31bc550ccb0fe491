import type { RoundFacts } from '../access/policy.ts';
import { type Day, dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import { Round, RubricBody } from '../contract/rounds.ts';
import { fromJson } from '../db/json-column.ts';
import type { Db } from '../db/open-database.ts';
import { listRoundReviewers, type RoundRow } from '../db/rounds.ts';
import type { RoundDates } from './round-dates.ts';
import type { RoundState } from './round-life.ts';

/** What the policy asks of a round, out of its row. */
export function toRoundFacts(round: RoundRow): RoundFacts {
  return { organisationPath: round.organisation_path, state: stateOf(round) };
}

/** The same with whom it names as reviewers, for the question who may know of it. */
export async function readRoundFacts(db: Db, round: RoundRow) {
  return { ...toRoundFacts(round), reviewerIds: await listRoundReviewers(db, round.id) };
}

export function stateOf(round: { state: string }): RoundState {
  return Round.shape.state.parse(round.state);
}

export function datesOf(round: Pick<RoundRow, 'opens_on' | 'entries_until' | 'reviews_until'>): RoundDates {
  return {
    opensOn: round.opens_on,
    entriesUntil: round.entries_until,
    reviewsUntil: round.reviews_until,
  };
}

export function rubricBodyOf(round: Pick<RoundRow, 'rubric_body'>): RubricBody {
  return fromJson(RubricBody, round.rubric_body);
}

/** Rounds begin and end by the region's clock. */
export function todayIn({ config, clock }: Pick<AppContext, 'config' | 'clock'>): Day {
  return dayIn(config.timeZone, clock.now());
}
