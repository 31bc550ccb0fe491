import { authorise } from '../access/policy.ts';
import type { Day } from '../clock.ts';
import { appendAudit } from '../db/audit-log.ts';
import { listEntries } from '../db/entries.ts';
import { newId } from '../db/new-id.ts';
import type { Trx } from '../db/open-database.ts';
import { insertAssignment, listActiveReviewerIds, listSchoolsOfPeople } from '../db/reviews.ts';
import { addRoundReviewers, listRoundReviewers, lockRound, updateRound } from '../db/rounds.ts';
import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { listCountedAssignments } from './missing-reviews.ts';
import { type AvailableReviewer, planAssignments } from './plan-assignments.ts';
import { stateOf, todayIn, toRoundFacts } from './round-facts.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Spreads the entries over these reviewers and whoever was named before, and ends the time of entries. What
 * is assigned already stays, with its reviews; what a reviewer who left has not handed in is assigned anew. Answers how many assignments this added.
 *
 * Throws `NotFoundError`, `ForbiddenError`, `InvalidRequestError` `unknown-reviewer`, `ConflictError`
 * (`wrong-state`, `no-entries`, `not-enough-reviewers`).
 */
export async function assignReviewers(
  context: Pick<RoundContext, 'config' | 'clock' | 'database'>,
  by: Acting,
  roundId: string,
  named: readonly string[],
): Promise<number> {
  const today = todayIn(context);
  return context.database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    if (!round) throw new NotFoundError();
    authorise(by.person, 'round.manage', toRoundFacts(round));
    const state = nextRoundState(stateOf(round), 'assign');
    await requireReviewers(trx, named, today);
    const entries = await listEntries(trx, roundId);
    if (entries.length === 0) throw new ConflictError('no-entries');
    await addRoundReviewers(trx, roundId, named);
    const added = planAssignments({
      entries: entries.map((entry) => ({
        id: entry.id,
        title: entry.title,
        teacherId: entry.teacher_id,
        schoolId: entry.school_id,
      })),
      reviewers: await readReviewers(trx, await listRoundReviewers(trx, roundId), today),
      perEntry: round.reviews_per_entry,
      keepOutOwnSchool: round.level !== 'school',
      existing: (await listCountedAssignments(trx, roundId, today)).map((row) => ({
        entryId: row.entry_id,
        reviewerId: row.reviewer_id,
      })),
      seed: roundId,
    });
    for (const { entryId, reviewerId } of added) {
      const row = { id: newId(), entry_id: entryId, reviewer_id: reviewerId, created_at: by.trace.at };
      await insertAssignment(trx, row);
    }
    await updateRound(trx, roundId, { state });
    const detail = { reviewers: named, added: added.length };
    await appendAudit(trx, { ...by.trace, action: 'round.assign', subject: roundId, detail });
    return added.length;
  });
}

async function requireReviewers(trx: Trx, named: readonly string[], today: Day): Promise<void> {
  const active = new Set(await listActiveReviewerIds(trx, named, today));
  const unknown = named.flatMap((id, index) =>
    active.has(id) ? [] : [{ path: `reviewers.${index}`, code: 'unknown-reviewer' as const }],
  );
  if (unknown.length > 0) throw new InvalidRequestError(unknown, 'unknown-reviewer');
}

/** Of those named at some time, the ones who may still review today. */
async function readReviewers(trx: Trx, ids: readonly string[], today: Day): Promise<AvailableReviewer[]> {
  const active = await listActiveReviewerIds(trx, ids, today);
  const schools = await listSchoolsOfPeople(trx, active, today);
  return active.map((id) => ({
    id,
    schoolIds: schools.filter((row) => row.person_id === id).map((row) => row.school_id),
  }));
}
