import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import { awardLevels } from '../contract/lessons.ts';
import type { AwardsReport, AwardsReportQuery } from '../contract/rounds.ts';
import { countAwardedLessons, listLevelTotals } from '../db/awards.ts';
import { findProgramme } from '../db/programmes.ts';
import { InvalidRequestError } from '../errors.ts';

/**
 * How many different lessons each level awarded in a year, and which share that is of a total that was
 * entered (in 2018 Dalian had 1,050 of its province's: 24.47 %). A total belongs to one programme; over all
 * programmes there are counts only.
 *
 * Throws `InvalidRequestError` for a programme that is not known.
 */
export async function readAwardsReport(
  { config, clock, database }: Pick<AppContext, 'config' | 'clock' | 'database'>,
  query: AwardsReportQuery,
): Promise<AwardsReport> {
  const { db } = database;
  const year = query.year ?? Number(dayIn(config.timeZone, clock.now()).slice(0, 4));
  const programme = query.programme ? await findProgramme(db, query.programme) : null;
  if (programme === undefined) throw new InvalidRequestError([{ path: 'programme', code: 'unknown-term' }]);
  const [counts, totals] = await Promise.all([
    countAwardedLessons(db, year, programme?.id ?? null),
    programme ? listLevelTotals(db, programme.id, year) : [],
  ]);
  return {
    year,
    programme: programme?.slug ?? null,
    rows: awardLevels.map((level) => {
      const awarded = counts.find((row) => row.level === level)?.lessons ?? 0;
      const total = totals.find((row) => row.level === level)?.total ?? null;
      return { level, awarded, total, share: shareOf(awarded, total) };
    }),
  };
}

/** A fraction: 0.2447 is 24.47 %. Null without a total, or of nothing. */
function shareOf(awarded: number, total: number | null): number | null {
  return total === null || total === 0 ? null : awarded / total;
}
