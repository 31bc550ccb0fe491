import { z } from 'zod';
import { ReviewDraft } from '../contract/rounds.ts';
import { type EntryWithLesson, listEntries } from '../db/entries.ts';
import { fromJson } from '../db/json-column.ts';
import type { Db } from '../db/open-database.ts';
import { listSubmittedReviews } from '../db/reviews.ts';
import type { RoundRow } from '../db/rounds.ts';
import { type RankedEntry, rankEntries } from './rank-entries.ts';
import { rubricBodyOf, stateOf } from './round-facts.ts';

export type RankingLine = RankedEntry & { lessonId: string; teacherId: string };

/**
 * The ranking as it stands: until the round is closed, by what has been submitted so far, without lessons
 * that were taken back meanwhile; afterwards the places and scores that were written when it was closed.
 */
export async function readRanking(db: Db, round: RoundRow): Promise<RankingLine[]> {
  const closed = stateOf(round) === 'closed';
  const entries = (await listEntries(db, round.id)).filter(
    (entry) => closed || entry.lesson_state !== 'withdrawn',
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const reviews = Map.groupBy(await listSubmittedReviews(db, round.id), (review) => review.entry_id);
  const ranked = rankEntries(
    entries.map(({ id, number }) => ({
      id,
      number,
      reviews: (reviews.get(id) ?? []).map(({ total, scores, vetoes }) => ({
        total,
        scores: fromJson(ReviewDraft.shape.scores, scores),
        vetoes: fromJson(z.array(z.string()), vetoes),
      })),
    })),
    rubricBodyOf(round),
  );
  const lines = ranked.flatMap((line) => {
    const entry = byId.get(line.id);
    return entry ? [{ ...line, ...(closed && written(entry)), ...namesOf(entry) }] : [];
  });
  return closed ? lines.sort(byWrittenRank) : lines;
}

const written = ({ rank, score }: EntryWithLesson) => ({ rank, score });
const namesOf = (entry: EntryWithLesson) => ({ lessonId: entry.lesson_id, teacherId: entry.teacher_id });

function byWrittenRank(a: RankingLine, b: RankingLine): number {
  return (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0;
}
