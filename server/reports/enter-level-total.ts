import type { AppContext } from '../context.ts';
import type { LevelTotal } from '../contract/rounds.ts';
import { appendAudit } from '../db/audit-log.ts';
import { writeLevelTotal } from '../db/awards.ts';
import { findProgramme } from '../db/programmes.ts';
import { InvalidRequestError } from '../errors.ts';
import type { Trace } from '../people/trace.ts';

/**
 * Enters, or corrects, the whole of which a level's awards are a share.
 *
 * Throws `InvalidRequestError` for a programme that is not known.
 */
export async function enterLevelTotal(
  { database }: Pick<AppContext, 'database'>,
  by: { trace: Trace },
  given: LevelTotal,
): Promise<void> {
  const programme = await findProgramme(database.db, given.programme);
  if (!programme) throw new InvalidRequestError([{ path: 'programme', code: 'unknown-term' }]);
  const { year, level, total } = given;
  await database.transaction(async (trx) => {
    await writeLevelTotal(trx, { programme_id: programme.id, year, level, total });
    const detail = { year, level, total };
    await appendAudit(trx, { ...by.trace, action: 'level-total.enter', subject: programme.id, detail });
  });
}
