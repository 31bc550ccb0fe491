import type { Person } from '../access/actor.ts';
import type { RoundChoice } from '../contract/pages.ts';
import { listOwnEntries } from '../db/entries.ts';
import { findLesson } from '../db/lessons.ts';
import type { Db } from '../db/open-database.ts';
import { listRoundsTakingEntries } from '../db/rounds.ts';
import type { RoundContext } from './acting.ts';
import { todayIn } from './round-facts.ts';

/**
 * Rounds that take lessons of the person's today. With a lesson: those of the school it comes from, and
 * whether it is entered; without one: those of every school they teach at, and whether any lesson of theirs
 * is.
 */
export async function listRoundChoices(
  context: Pick<RoundContext, 'config' | 'clock' | 'database'>,
  person: Person,
  lessonId?: string,
): Promise<RoundChoice[]> {
  const { db } = context.database;
  const schoolIds = lessonId === undefined ? schoolsTaughtAt(person) : await schoolOf(db, lessonId);
  const today = todayIn(context);
  const found = await Promise.all(schoolIds.map((id) => listRoundsTakingEntries(db, id, today)));
  const rounds = [...new Map(found.flat().map((round) => [round.id, round])).values()];
  const roundIds = rounds.map(({ id }) => id);
  const entries = await listOwnEntries(db, person.id, roundIds);
  return rounds.map(({ id, name, entries_until }) => {
    const entry = entries.find(
      (one) => one.round_id === id && (lessonId === undefined || one.lesson_id === lessonId),
    );
    return {
      id,
      name,
      entriesUntil: entries_until,
      entered: entry !== undefined,
      entryId: entry?.id ?? null,
    };
  });
}

function schoolsTaughtAt({ roles }: Person): string[] {
  return roles.filter(({ role }) => role === 'teacher').map(({ organisationId }) => organisationId);
}

async function schoolOf(db: Db, lessonId: string): Promise<string[]> {
  const lesson = await findLesson(db, lessonId);
  return lesson ? [lesson.school_id] : [];
}
