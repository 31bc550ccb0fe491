import type { Actor } from '../access/actor.ts';
import { may } from '../access/policy.ts';
import type { AppContext } from '../context.ts';
import type { Lesson } from '../contract/lessons.ts';
import type { Entry, ResultList } from '../contract/rounds.ts';
import type { Language } from '../contract/words/words.ts';
import { listAwardedLessonIds } from '../db/awards.ts';
import { listEntries } from '../db/entries.ts';
import { listRoundAssignments } from '../db/reviews.ts';
import type { RoundRow } from '../db/rounds.ts';
import { presentLessons } from '../lessons/present-lessons.ts';
import { presentRound } from './present-rounds.ts';
import { readRanking } from './read-ranking.ts';
import { stateOf, toRoundFacts } from './round-facts.ts';

/** What has been entered, by number, with who reviews it and how far they are: for those who run the round. */
export async function presentEntries(
  context: AppContext,
  actor: Actor,
  language: Language,
  round: RoundRow,
): Promise<Entry[]> {
  const { db } = context.database;
  const entries = await listEntries(db, round.id);
  const lessons = await readLessons(context, actor, language, entries);
  const reviewers = Map.groupBy(await listRoundAssignments(db, round.id), ({ entry_id }) => entry_id);
  const awarded = await readAwarded(context, round);
  return entries.flatMap(({ id, number, lesson_id, score, rank }) => {
    const lesson = lessons.get(lesson_id);
    if (!lesson) return [];
    const reviewing = (reviewers.get(id) ?? []).map((row) => ({
      id: row.reviewer_id,
      name: row.reviewer_name,
      state: stateOfReview(row.review_state),
    }));
    return [{ id, number, lesson, reviewers: reviewing, score, rank, awarded: awarded.has(lesson_id) }];
  });
}

/**
 * The ranking: all of it for those who run the round; for everybody else, once it is closed, what was
 * awarded and their own entries. Nobody reads in public who came last, or how far apart the reviewers were.
 */
export async function presentResults(
  context: AppContext,
  actor: Actor,
  language: Language,
  round: RoundRow,
): Promise<ResultList> {
  const ranking = await readRanking(context.database.db, round);
  const awarded = await readAwarded(context, round);
  const runsIt = may(actor, 'round.manage', toRoundFacts(round));
  const shown = ranking.filter(
    ({ lessonId, teacherId }) =>
      runsIt || awarded.has(lessonId) || (actor.kind === 'person' && actor.id === teacherId),
  );
  const lessons = await readLessons(
    context,
    actor,
    language,
    shown.map(({ lessonId }) => ({ lesson_id: lessonId })),
  );
  const items = shown.flatMap(({ lessonId, rank, number, score, reviews, vetoed, spread, flags }) => {
    const lesson = lessons.get(lessonId);
    if (!lesson) return [];
    const isAwarded = awarded.has(lessonId);
    return [
      {
        rank,
        number,
        lesson,
        awarded: isAwarded,
        score: runsIt || isAwarded ? score : null,
        ...(runsIt && { reviews, vetoed, spread, flags }),
      },
    ];
  });
  return { round: await presentRound(context, language, round.id), items };
}

export function stateOfReview(state: string | null): 'none' | 'draft' | 'submitted' {
  if (state === null) return 'none';
  return state === 'submitted' ? 'submitted' : 'draft';
}

async function readLessons(
  context: AppContext,
  actor: Actor,
  language: Language,
  entries: readonly { lesson_id: string }[],
): Promise<Map<string, Lesson>> {
  const ids = entries.map(({ lesson_id }) => lesson_id);
  const lessons = await presentLessons(context, actor, language, ids);
  return new Map(lessons.map((lesson) => [lesson.id, lesson]));
}

/** Nobody before the round is closed: the same award may have come from elsewhere. */
async function readAwarded({ database }: AppContext, round: RoundRow): Promise<Set<string>> {
  return stateOf(round) === 'closed' ? listAwardedLessonIds(database.db, round) : new Set();
}
