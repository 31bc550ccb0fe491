import { authorise } from '../access/policy.ts';
import type { NewRound } from '../contract/rounds.ts';
import { appendAudit } from '../db/audit-log.ts';
import { newId } from '../db/new-id.ts';
import { findOrganisation } from '../db/organisations.ts';
import { findProgramme } from '../db/programmes.ts';
import { insertRound } from '../db/rounds.ts';
import { findRubric } from '../db/rubrics.ts';
import { InvalidRequestError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { checkRoundDates } from './round-dates.ts';
import { levelFits } from './round-level.ts';

/**
 * Opens a round with the rubric's version of today. Answers its id.
 *
 * Throws `ForbiddenError`, or `InvalidRequestError` (`round-level`, `round-order`, or what cannot be found).
 */
export async function openRound(
  { database }: Pick<RoundContext, 'database'>,
  by: Acting,
  given: NewRound,
): Promise<string> {
  const { db } = database;
  const organisation = required(await findOrganisation(db, given.organisation), 'organisation');
  authorise(by.person, 'rounds.create', organisation);
  if (!levelFits(given.level, { level: organisation.level, parentId: organisation.parent_id })) {
    throw new InvalidRequestError([{ path: 'level', code: 'round-level' }], 'round-level');
  }
  checkRoundDates(given);
  const programme = required(await findProgramme(db, given.programme), 'programme');
  const rubric = required(await findRubric(db, given.rubric), 'rubric');
  const id = newId();
  await database.transaction(async (trx) => {
    await insertRound(trx, {
      id,
      programme_id: programme.id,
      year: given.year,
      level: given.level,
      organisation_id: organisation.id,
      name: given.name,
      rubric_id: rubric.id,
      awards: given.awards,
      reviews_per_entry: given.reviewsPerEntry,
      opens_on: given.opensOn,
      entries_until: given.entriesUntil,
      reviews_until: given.reviewsUntil,
      state: 'entering',
      closed_at: null,
      created_by: by.person.id,
      created_at: by.trace.at,
    });
    await appendAudit(trx, { ...by.trace, action: 'round.open', subject: id, detail: { ...given } });
  });
  return id;
}

function required<T>(found: T | undefined, path: string): T {
  if (found === undefined) throw new InvalidRequestError([{ path, code: 'unknown-term' }]);
  return found;
}
