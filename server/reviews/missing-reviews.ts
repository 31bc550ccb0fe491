import type { Day } from '../clock.ts';
import { listEntries } from '../db/entries.ts';
import type { Db } from '../db/open-database.ts';
import { listActiveReviewerIds, listRoundAssignments } from '../db/reviews.ts';
import type { RoundRow } from '../db/rounds.ts';

export type CountedAssignment = Awaited<ReturnType<typeof listCountedAssignments>>[number];

/**
 * Assignments of a round that have brought a review, or can: one that somebody left undone who may not
 * review any more counts for nothing.
 */
export async function listCountedAssignments(db: Db, roundId: string, today: Day) {
  const rows = await listRoundAssignments(db, roundId);
  const reviewerIds = [...new Set(rows.map((row) => row.reviewer_id))];
  const active = new Set(await listActiveReviewerIds(db, reviewerIds, today));
  return rows.filter((row) => row.review_state === 'submitted' || active.has(row.reviewer_id));
}

/** How many reviews a round still waits for; lessons that were taken back wait for none. */
export async function countMissingReviews(
  db: Db,
  round: Pick<RoundRow, 'id' | 'reviews_per_entry'>,
  today: Day,
): Promise<number> {
  const counted = Map.groupBy(await listCountedAssignments(db, round.id, today), (row) => row.entry_id);
  return (await listEntries(db, round.id))
    .filter((entry) => entry.lesson_state !== 'withdrawn')
    .reduce((sum, { id }) => sum + missingOf(counted.get(id) ?? [], round.reviews_per_entry), 0);
}

/** What is assigned and not handed in, and what nobody is assigned to. */
function missingOf(counted: readonly CountedAssignment[], perEntry: number): number {
  const submitted = counted.filter((row) => row.review_state === 'submitted').length;
  return Math.max(counted.length, perEntry) - submitted;
}
