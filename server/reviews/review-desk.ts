import type { Person } from '../access/actor.ts';
import { authorise } from '../access/policy.ts';
import type { AppContext } from '../context.ts';
import type { PageContent } from '../contract/pages.ts';
import type { Assignment, AssignmentList, Round } from '../contract/rounds.ts';
import type { Language } from '../contract/words/words.ts';
import { type AssignmentRow, findAssignment, listAssignmentsOfReviewer } from '../db/reviews.ts';
import { NotFoundError } from '../errors.ts';
import { presentAssignments } from './present-assignments.ts';
import { presentRound, presentRounds } from './present-rounds.ts';

export type ReviewDeskModel = Extract<PageContent, { page: 'review' }>;

/** The page on which one assignment is reviewed. */
export const reviewAddress = (assignmentId: string) => `/review/${assignmentId}`;

/** Everything a reviewer has or had to review: running rounds first, the newest of each first. */
export async function reviewDesk(
  context: AppContext,
  person: Person,
  language: Language,
): Promise<ReviewDeskModel> {
  const rows = await listAssignmentsOfReviewer(context.database.db, person.id);
  const assignments = Map.groupBy(await presentAssignments(context, rows), ({ roundId }) => roundId);
  const rounds = await presentRounds(context, language, [...assignments.keys()]);
  return {
    page: 'review',
    rounds: rounds
      .sort((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || b.opensOn.localeCompare(a.opensOn))
      .map((round) => {
        const batch = assignments.get(round.id) ?? [];
        const next = batch.find(({ review }) => review.state !== 'submitted');
        return {
          round,
          total: batch.length,
          submitted: batch.filter(({ review }) => review.state === 'submitted').length,
          nextHref: next && !isClosed(round) ? reviewAddress(next.id) : null,
          assignments: batch,
        };
      }),
  };
}

const isClosed = ({ state }: Round) => state === 'closed';

/** One reviewer's batch in one round, in the order of numbers. Throws `NotFoundError`. */
export async function listBatch(
  context: AppContext,
  person: Person,
  language: Language,
  roundId: string,
): Promise<AssignmentList> {
  const round = await presentRound(context, language, roundId);
  const rows = await listAssignmentsOfReviewer(context.database.db, person.id, roundId);
  return { round, items: await presentAssignments(context, rows) };
}

/** One lesson with its review, addressed to the reviewer it was assigned to. Throws `NotFoundError`. */
export async function presentAssignment(
  context: AppContext,
  person: Person,
  assignmentId: string,
): Promise<Assignment> {
  const row = await findOwnAssignment(context, person, assignmentId);
  const [assignment] = await presentAssignments(context, [row]);
  if (!assignment) throw new NotFoundError();
  return assignment;
}

/** Throws `NotFoundError` also for somebody else's. */
export async function findOwnAssignment(
  { database }: Pick<AppContext, 'database'>,
  person: Person,
  id: string,
): Promise<AssignmentRow> {
  const row = await findAssignment(database.db, id);
  if (!row) throw new NotFoundError();
  authorise(person, 'review.write', { reviewerId: row.reviewer_id });
  return row;
}
