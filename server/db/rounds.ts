import { sql } from 'kysely';
import type { Db, Trx } from './open-database.ts';
import { beginsWith } from './path-range.ts';
import type { Change, NewRow } from './schema.ts';

/** A round with the names around it. */
export type RoundRow = Awaited<ReturnType<typeof listRoundsById>>[number];

export async function insertRound(db: Db, round: NewRow<'rounds'>): Promise<void> {
  await db.insertInto('rounds').values(round).execute();
}

export async function findRound(db: Db, id: string): Promise<RoundRow | undefined> {
  const [round] = await listRoundsById(db, [id]);
  return round;
}

/**
 * The round, held until the transaction ends: what depends on its state (entering, assigning, scoring,
 * closing) happens one after the other.
 */
export async function lockRound(trx: Trx, id: string): Promise<RoundRow | undefined> {
  await trx
    .updateTable('rounds')
    .set((column) => ({ state: column.ref('state') }))
    .where('id', '=', id)
    .execute();
  return findRound(trx, id);
}

export async function updateRound(trx: Trx, id: string, change: Change<'rounds'>): Promise<void> {
  await trx.updateTable('rounds').set(change).where('id', '=', id).execute();
}

/** In no useful order. */
export function listRoundsById(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('rounds')
    .innerJoin('programmes', 'programmes.id', 'rounds.programme_id')
    .innerJoin('organisations', 'organisations.id', 'rounds.organisation_id')
    .innerJoin('rubrics', 'rubrics.id', 'rounds.rubric_id')
    .selectAll('rounds')
    .select([
      'programmes.slug as programme_slug',
      'programmes.name as programme_name',
      'programmes.name_en as programme_name_en',
      'organisations.name as organisation_name',
      'organisations.path as organisation_path',
      'rubrics.slug as rubric_slug',
      'rubrics.version as rubric_version',
      'rubrics.body as rubric_body',
    ])
    .where('rounds.id', 'in', ids)
    .execute();
}

export interface RoundFilter {
  /** Rounds of exactly these organisations … */
  organisationIds: readonly string[];
  /** … of all at or below these … */
  organisationPaths: readonly string[];
  /** … and those this person reviews in. */
  reviewerId: string;
  state?: string;
  programmeId?: string;
  year?: number;
  level?: string;
  /** Going on behind this round. */
  after?: { created_at: string; id: string };
  limit: number;
}

/** Newest first. */
export async function listRoundIds(
  db: Db,
  filter: RoundFilter,
): Promise<{ id: string; created_at: string }[]> {
  const { after } = filter;
  let query = db
    .selectFrom('rounds as r')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.created_at'])
    .where((where) =>
      where.or([
        ...(filter.organisationIds.length > 0
          ? [where('r.organisation_id', 'in', [...filter.organisationIds])]
          : []),
        ...filter.organisationPaths.map((path) => beginsWith('o.path', path)),
        where('r.id', 'in', (reviewed) =>
          reviewed
            .selectFrom('round_reviewers')
            .select('round_id')
            .where('person_id', '=', filter.reviewerId),
        ),
      ]),
    );
  if (filter.state !== undefined) query = query.where('r.state', '=', filter.state);
  if (filter.programmeId !== undefined) query = query.where('r.programme_id', '=', filter.programmeId);
  if (filter.year !== undefined) query = query.where('r.year', '=', filter.year);
  if (filter.level !== undefined) query = query.where('r.level', '=', filter.level);
  if (after) {
    query = query.where((where) =>
      where.or([
        where('r.created_at', '<', after.created_at),
        where.and([where('r.created_at', '=', after.created_at), where('r.id', '<', after.id)]),
      ]),
    );
  }
  return query.orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(filter.limit).execute();
}

/** Rounds that take entries on a day, for lessons of one school. */
export function listRoundsTakingEntries(db: Db, schoolId: string, day: string) {
  return db
    .selectFrom('rounds as r')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .innerJoin('organisations as s', (join) =>
      join.on('s.id', '=', schoolId).on(sql<boolean>`s.path like o.path || '%'`),
    )
    .select(['r.id', 'r.name', 'r.entries_until'])
    .where('r.state', '=', 'entering')
    .where('r.opens_on', '<=', day)
    .where('r.entries_until', '>=', day)
    .orderBy('r.entries_until')
    .orderBy('r.id')
    .execute();
}

export interface RoundCounts {
  entries: number;
  reviewers: number;
  assigned: number;
  submitted: number;
}

/** Entries that are not withdrawn, named reviewers, and the reviews of those entries. */
export async function countRounds(db: Db, ids: readonly string[]): Promise<Map<string, RoundCounts>> {
  const rows = await db
    .selectFrom('rounds')
    .select((select) => [
      'rounds.id',
      select
        .selectFrom('entries')
        .whereRef('entries.round_id', '=', 'rounds.id')
        .where('entries.withdrawn_at', 'is', null)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('entries'),
      select
        .selectFrom('round_reviewers')
        .whereRef('round_reviewers.round_id', '=', 'rounds.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('reviewers'),
      select
        .selectFrom('assignments')
        .innerJoin('entries', 'entries.id', 'assignments.entry_id')
        .whereRef('entries.round_id', '=', 'rounds.id')
        .where('entries.withdrawn_at', 'is', null)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('assigned'),
      select
        .selectFrom('reviews')
        .innerJoin('assignments', 'assignments.id', 'reviews.assignment_id')
        .innerJoin('entries', 'entries.id', 'assignments.entry_id')
        .whereRef('entries.round_id', '=', 'rounds.id')
        .where('entries.withdrawn_at', 'is', null)
        .where('reviews.state', '=', 'submitted')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('submitted'),
    ])
    .where('rounds.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, entries, reviewers, assigned, submitted }) => [
      id,
      {
        entries: entries ?? 0,
        reviewers: reviewers ?? 0,
        assigned: assigned ?? 0,
        submitted: submitted ?? 0,
      },
    ]),
  );
}

/** Names people as reviewers of a round; who is named already stays so. */
export async function addRoundReviewers(
  trx: Trx,
  roundId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .insertInto('round_reviewers')
    .values(personIds.map((person_id) => ({ round_id: roundId, person_id })))
    .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doNothing())
    .execute();
}

/** Everybody named as its reviewer. */
export async function listRoundReviewers(db: Db, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('round_reviewers')
    .select('person_id')
    .where('round_id', '=', roundId)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** Rounds of organisations at or below any of these that are not closed yet. */
export async function countOpenRoundsUnder(db: Db, organisationPaths: readonly string[]): Promise<number> {
  if (organisationPaths.length === 0) return 0;
  const row = await db
    .selectFrom('rounds as r')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('r.state', '!=', 'closed')
    .where((where) => where.or(organisationPaths.map((path) => beginsWith('o.path', path))))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
