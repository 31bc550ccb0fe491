import { authorise } from '../access/policy.ts';
import { appendAudit } from '../db/audit-log.ts';
import { findEntry, withdrawEntryRow } from '../db/entries.ts';
import { lockRound } from '../db/rounds.ts';
import { NotFoundError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { stateOf, toRoundFacts } from './round-facts.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Takes a lesson out of a round that is still in its time of entries: by its teacher, or by those who run
 * the round. Doing it twice changes nothing.
 *
 * Throws `NotFoundError`, or `ConflictError` `round-not-open`.
 */
export async function withdrawEntry(
  { database }: Pick<RoundContext, 'database'>,
  by: Acting,
  roundId: string,
  entryId: string,
): Promise<void> {
  await database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    const entry = await findEntry(trx, roundId, entryId);
    if (!round || !entry) throw new NotFoundError();
    authorise(by.person, 'entry.withdraw', { teacherId: entry.teacher_id, round: toRoundFacts(round) });
    if (entry.withdrawn_at !== null) return;
    nextRoundState(stateOf(round), 'withdraw-entry');
    await withdrawEntryRow(trx, entryId, by.trace.at);
    const detail = { entry: entryId, lesson: entry.lesson_id };
    await appendAudit(trx, { ...by.trace, action: 'entry.withdraw', subject: roundId, detail });
  });
}
