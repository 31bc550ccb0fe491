import { sql } from 'kysely';
import type { Db, Trx } from './open-database.ts';
import type { NewRow } from './schema.ts';

/** Leaves a lesson that has this level, year and programme already as it is. */
export async function insertMissingAward(trx: Trx, award: NewRow<'awards'>): Promise<void> {
  await trx
    .insertInto('awards')
    .values(award)
    .onConflict((conflict) => conflict.columns(['lesson_id', 'level', 'year', 'programme_id']).doNothing())
    .execute();
}

/** Lessons that have what a round gives: its level, in its year and programme. */
export async function listAwardedLessonIds(
  db: Db,
  { level, year, programme_id }: { level: string; year: number; programme_id: string },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('awards')
    .select('lesson_id')
    .where('level', '=', level)
    .where('year', '=', year)
    .where('programme_id', '=', programme_id)
    .execute();
  return new Set(rows.map((row) => row.lesson_id));
}

/** How many different lessons each level awarded in a year; of all programmes unless one is named. */
export async function countAwardedLessons(
  db: Db,
  year: number,
  programmeId: string | null,
): Promise<{ level: string; lessons: number }[]> {
  let query = db
    .selectFrom('awards')
    .select(['level', sql<number>`count(distinct lesson_id)`.as('lessons')])
    .where('year', '=', year)
    .groupBy('level');
  if (programmeId !== null) query = query.where('programme_id', '=', programmeId);
  return query.execute();
}

/** Years in which anything was awarded, newest first. */
export async function listAwardYears(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('awards').select('year').distinct().orderBy('year', 'desc').execute();
  return rows.map((row) => row.year);
}

export function listLevelTotals(
  db: Db,
  programmeId: string,
  year: number,
): Promise<{ level: string; total: number }[]> {
  return db
    .selectFrom('level_totals')
    .select(['level', 'total'])
    .where('programme_id', '=', programmeId)
    .where('year', '=', year)
    .execute();
}

export async function writeLevelTotal(db: Db, total: NewRow<'level_totals'>): Promise<void> {
  await db
    .insertInto('level_totals')
    .values(total)
    .onConflict((conflict) =>
      conflict.columns(['programme_id', 'year', 'level']).doUpdateSet({ total: total.total }),
    )
    .execute();
}

/** Awards of some lessons with the names of their programmes. */
export async function listAwardsOfLessons(db: Db, lessonIds: readonly string[]) {
  if (lessonIds.length === 0) return [];
  return db
    .selectFrom('awards')
    .innerJoin('programmes', 'programmes.id', 'awards.programme_id')
    .select(['awards.lesson_id', 'awards.level', 'awards.year', 'programmes.name as programme_name'])
    .where('awards.lesson_id', 'in', lessonIds)
    .execute();
}

/** Lessons with any award that are published, the newest awards first. */
export async function listAwardedPublishedLessonIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('awards')
    .innerJoin('lessons', 'lessons.id', 'awards.lesson_id')
    .select((select) => ['lessons.id', select.fn.max('awards.created_at').as('newest')])
    .where('lessons.state', '=', 'published')
    .groupBy('lessons.id')
    .orderBy('newest', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
