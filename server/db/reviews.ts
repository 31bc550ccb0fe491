import type { Db, Trx } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

/** Of these people the ones who may review on a day: not disabled, and with the role of a reviewer. */
export async function listActiveReviewerIds(
  db: Db,
  personIds: readonly string[],
  day: string,
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select('p.id')
    .distinct()
    .where('p.id', 'in', personIds)
    .where('p.disabled_at', 'is', null)
    .where('m.role', '=', 'reviewer')
    .where('m.from_date', '<=', day)
    .where((where) => where.or([where('m.until_date', 'is', null), where('m.until_date', '>=', day)]))
    .execute();
  return rows.map((row) => row.id);
}

/** The schools these people belong to on a day, in whatever role. */
export function listSchoolsOfPeople(
  db: Db,
  personIds: readonly string[],
  day: string,
): Promise<{ person_id: string; school_id: string }[]> {
  return db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['m.person_id', 'o.id as school_id'])
    .where('m.person_id', 'in', personIds)
    .where('o.level', '=', 'school')
    .where('m.from_date', '<=', day)
    .where((where) => where.or([where('m.until_date', 'is', null), where('m.until_date', '>=', day)]))
    .execute();
}

export async function insertAssignment(trx: Trx, assignment: NewRow<'assignments'>): Promise<void> {
  await trx.insertInto('assignments').values(assignment).execute();
}

/** All of a round, with who reviews and how far they are (null: not begun), by the reviewer's name. */
export function listRoundAssignments(db: Db, roundId: string) {
  return db
    .selectFrom('assignments as a')
    .innerJoin('entries as e', 'e.id', 'a.entry_id')
    .innerJoin('people as p', 'p.id', 'a.reviewer_id')
    .leftJoin('reviews as r', 'r.assignment_id', 'a.id')
    .select([
      'a.id',
      'a.entry_id',
      'a.reviewer_id',
      'p.display_name as reviewer_name',
      'r.state as review_state',
    ])
    .where('e.round_id', '=', roundId)
    .where('e.withdrawn_at', 'is', null)
    .orderBy('p.display_name')
    .orderBy('a.id')
    .execute();
}

/**
 * One reviewer's batches, in the order of numbers; without a round all of them. A lesson is left out for
 * as long as it is taken back: no reviewer can open it, and no round waits for it.
 */
export function listAssignmentsOfReviewer(db: Db, reviewerId: string, roundId?: string) {
  let query = selectAssignments(db)
    .where('a.reviewer_id', '=', reviewerId)
    .where('e.withdrawn_at', 'is', null)
    .where('l.state', '<>', 'withdrawn')
    .orderBy('e.round_id')
    .orderBy('e.number');
  if (roundId !== undefined) query = query.where('e.round_id', '=', roundId);
  return query.execute();
}

/** An assignment with its lesson as far as a reviewer may know it, and the review if there is one. */
export type AssignmentRow = Awaited<ReturnType<typeof listAssignmentsOfReviewer>>[number];

export function findAssignment(db: Db, id: string): Promise<AssignmentRow | undefined> {
  return selectAssignments(db).where('a.id', '=', id).where('e.withdrawn_at', 'is', null).executeTakeFirst();
}

function selectAssignments(db: Db) {
  return db
    .selectFrom('assignments as a')
    .innerJoin('entries as e', 'e.id', 'a.entry_id')
    .innerJoin('lessons as l', 'l.id', 'e.lesson_id')
    .leftJoin('media_versions as m', 'm.id', 'e.media_version_id')
    .leftJoin('nodes as n', 'n.id', 'l.node_id')
    .leftJoin('reviews as r', 'r.assignment_id', 'a.id')
    .select([
      'a.id',
      'a.reviewer_id',
      'e.round_id',
      'e.number',
      'e.lesson_id',
      'e.media_version_id',
      'l.title',
      'l.state as lesson_state',
      'n.path as node_path',
      'n.subject',
      'm.duration_seconds',
      'r.state as review_state',
      'r.scores',
      'r.vetoes',
      'r.total',
      'r.comment',
      'r.remarks',
      'r.revision',
      'r.saved_by',
      'r.updated_at',
    ]);
}

export async function writeReviewRow(trx: Trx, review: NewRow<'reviews'>): Promise<void> {
  await trx
    .insertInto('reviews')
    .values(review)
    .onConflict((conflict) => conflict.column('assignment_id').doUpdateSet(review))
    .execute();
}

/** What was handed in for the entries of a round. */
export function listSubmittedReviews(
  db: Db,
  roundId: string,
): Promise<(Pick<Row<'reviews'>, 'total' | 'scores' | 'vetoes'> & { entry_id: string })[]> {
  return db
    .selectFrom('reviews as r')
    .innerJoin('assignments as a', 'a.id', 'r.assignment_id')
    .innerJoin('entries as e', 'e.id', 'a.entry_id')
    .select(['a.entry_id', 'r.total', 'r.scores', 'r.vetoes'])
    .where('e.round_id', '=', roundId)
    .where('e.withdrawn_at', 'is', null)
    .where('r.state', '=', 'submitted')
    .execute();
}
