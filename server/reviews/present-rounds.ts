import type { Person } from '../access/actor.ts';
import { AwardLevel } from '../contract/lessons.ts';
import type { Round, RoundList, RoundListQuery } from '../contract/rounds.ts';
import type { Language } from '../contract/words/words.ts';
import { findProgramme } from '../db/programmes.ts';
import { countRounds, listRoundIds, listRoundsById, type RoundCounts, type RoundRow } from '../db/rounds.ts';
import { InvalidRequestError, NotFoundError } from '../errors.ts';
import type { RoundContext } from './acting.ts';
import { takesEntriesOn } from './round-dates.ts';
import { datesOf, rubricBodyOf, stateOf, todayIn } from './round-facts.ts';

type Context = Pick<RoundContext, 'config' | 'clock' | 'database'>;

/** Throws `NotFoundError`. */
export async function presentRound(context: Context, language: Language, id: string): Promise<Round> {
  const [round] = await presentRounds(context, language, [id]);
  if (!round) throw new NotFoundError();
  return round;
}

/** Rounds in the order of `ids`, leaving out what is not there. */
export async function presentRounds(
  context: Context,
  language: Language,
  ids: readonly string[],
): Promise<Round[]> {
  if (ids.length === 0) return [];
  const { db } = context.database;
  const [rows, counts] = await Promise.all([listRoundsById(db, ids), countRounds(db, ids)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const today = todayIn(context);
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const counted = counts.get(id);
    return row && counted ? [present(row, counted, today, language)] : [];
  });
}

function present(row: RoundRow, counts: RoundCounts, today: string, language: Language): Round {
  const dates = datesOf(row);
  const state = stateOf(row);
  return {
    id: row.id,
    name: row.name,
    programme: {
      id: row.programme_id,
      slug: row.programme_slug,
      name: language === 'zh' ? row.programme_name : row.programme_name_en,
    },
    year: row.year,
    level: AwardLevel.parse(row.level),
    organisation: { id: row.organisation_id, name: row.organisation_name },
    rubric: {
      id: row.rubric_id,
      slug: row.rubric_slug,
      version: row.rubric_version,
      body: rubricBodyOf(row),
    },
    awards: row.awards,
    reviewsPerEntry: row.reviews_per_entry,
    ...dates,
    state,
    takesEntries: state === 'entering' && takesEntriesOn(dates, today),
    counts,
    closedAt: row.closed_at,
  };
}

const pageSize = 50;

/**
 * Rounds that concern somebody, newest first: of every organisation they belong to and those above it; for
 * administrators also of those below; and the ones they review in.
 */
export async function listRounds(
  context: Context,
  person: Person,
  language: Language,
  query: RoundListQuery,
): Promise<RoundList> {
  const { db } = context.database;
  const limit = query.limit ?? pageSize;
  const programmeId = query.programme && (await findProgramme(db, query.programme))?.id;
  if (query.programme && !programmeId) {
    throw new InvalidRequestError([{ path: 'programme', code: 'unknown-term' }]);
  }
  const found = await listRoundIds(db, {
    organisationIds: [...new Set(person.roles.flatMap(idsFromTheRoot))],
    organisationPaths: pathsAdministered(person),
    reviewerId: person.id,
    state: query.state,
    programmeId,
    year: query.year,
    level: query.level,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor),
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = await presentRounds(
    context,
    language,
    shown.map(({ id }) => id),
  );
  return { items, ...(found.length > limit && last && { nextCursor: `${last.created_at} ${last.id}` }) };
}

const idsFromTheRoot = ({ organisationPath }: Person['roles'][number]) =>
  organisationPath.split('/').filter((id) => id !== '');

function pathsAdministered({ roles }: Person): string[] {
  return roles
    .filter(({ role }) => role === 'bureau-administrator' || role === 'school-administrator')
    .map(({ organisationPath }) => organisationPath);
}

function readCursor(cursor: string): { created_at: string; id: string } {
  const [created_at, id] = cursor.split(' ');
  if (!created_at || !id) throw new InvalidRequestError([{ path: 'cursor', code: 'invalid-request' }]);
  return { created_at, id };
}
