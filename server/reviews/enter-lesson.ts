import { authorise } from '../access/policy.ts';
import type { EntryReceipt } from '../contract/rounds.ts';
import { appendAudit } from '../db/audit-log.ts';
import { findEntryOfLesson, insertEntry, nextEntryNumber, restoreEntry } from '../db/entries.ts';
import { findLesson, type LessonWithPath } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import type { Trx } from '../db/open-database.ts';
import { lockRound, type RoundRow } from '../db/rounds.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '../errors.ts';
import { toLessonFacts } from '../lessons/lesson-facts.ts';
import type { Acting, RoundContext } from './acting.ts';
import { takesEntriesOn } from './round-dates.ts';
import { datesOf, readRoundFacts, stateOf, todayIn } from './round-facts.ts';
import { entryNumber, toLevel } from './round-level.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Enters a published lesson by its teacher, with the media version that plays now: reviewers see that one
 * whatever happens to the lesson later. A lesson that was withdrawn comes back under its old number.
 *
 * Throws `NotFoundError` (no such round or no such lesson for this person), `ForbiddenError` (also
 * `lesson-outside-round`), `ConflictError` (`round-not-open`, `lesson-not-published`, `needs-video`,
 * `lesson-in-round`).
 */
export async function enterLesson(
  context: Pick<RoundContext, 'config' | 'clock' | 'database'>,
  by: Acting,
  roundId: string,
  lessonId: string,
): Promise<EntryReceipt> {
  const today = todayIn(context);
  return context.database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    if (!round) throw new NotFoundError();
    authorise(by.person, 'round.see', await readRoundFacts(trx, round));
    const lesson = await findLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(by.person, 'lesson.enter', toLessonFacts(lesson));
    if (!lesson.school_path.startsWith(round.organisation_path)) {
      throw new ForbiddenError('lesson-outside-round');
    }
    nextRoundState(stateOf(round), 'enter');
    if (!takesEntriesOn(datesOf(round), today)) throw new ConflictError('round-not-open');
    if (lesson.state !== 'published') throw new ConflictError('lesson-not-published');
    const entry = await writeEntry(trx, round, lesson, by.trace.at);
    const detail = { entry: entry.id, lesson: lessonId };
    await appendAudit(trx, { ...by.trace, action: 'entry.make', subject: roundId, detail });
    return { ...entry, roundId, lessonId };
  });
}

async function writeEntry(
  trx: Trx,
  round: RoundRow,
  lesson: LessonWithPath,
  at: string,
): Promise<{ id: string; number: string }> {
  if (lesson.media_version_id === null) throw new ConflictError('needs-video');
  const known = await findEntryOfLesson(trx, round.id, lesson.id);
  if (known) {
    if (known.withdrawn_at === null) throw new ConflictError('lesson-in-round');
    await restoreEntry(trx, known.id, lesson.media_version_id);
    return { id: known.id, number: known.number };
  }
  const id = newId();
  const count = await nextEntryNumber(trx, round.id);
  const number = entryNumber({ year: round.year, level: toLevel(round.level) }, count);
  await insertEntry(trx, {
    id,
    round_id: round.id,
    lesson_id: lesson.id,
    number,
    teacher_id: lesson.teacher_id,
    school_id: lesson.school_id,
    media_version_id: lesson.media_version_id,
    score: null,
    rank: null,
    withdrawn_at: null,
    created_at: at,
  });
  return { id, number };
}
