import type { RubricBody } from '../contract/rounds.ts';
import { fullMarks } from './check-scores.ts';

export interface EntryToRank {
  id: string;
  number: string;
  /** Submitted ones only. */
  reviews: readonly { total: number; scores: Record<string, number>; vetoes: readonly string[] }[];
}

export interface RankedEntry {
  id: string;
  number: string;
  /** 1, 2, 3 … without gaps; null: vetoed, or not reviewed. */
  rank: number | null;
  /** Two decimals; null: not reviewed. */
  score: number | null;
  reviews: number;
  vetoed: boolean;
  /** Highest total less lowest; null with fewer than two reviews. */
  spread: number | null;
  flags: ('spread' | 'veto')[];
}

/** From so many reviews on, the highest and the lowest total are left out of the mean. */
const trimmedFrom = 5;
/** Totals further apart than this share of full marks (15 of 100) are flagged for a look. */
const widestSpread = 0.15;

/**
 * The order that follows from the reviews.
 *
 * - The score is the mean of the totals; with five reviews or more, without the highest and the lowest.
 * - An entry falls out when more than half of its reviews name a veto, whichever. A veto without a
 *   majority is flagged.
 * - Equal scores are ordered by the mean points in the dimension with the most points, then in the next (the
 *   rubric's order among equals), then by the smaller spread, then by number: every place is one lesson's.
 * - Vetoed entries come after the ranked ones, and those without a review last.
 */
export function rankEntries(entries: readonly EntryToRank[], rubric: RubricBody): RankedEntry[] {
  const byWeight = [...rubric.dimensions].sort((a, b) => b.max - a.max).map(({ key }) => key);
  const judged = entries.map((entry) => ({
    ...judge(entry, fullMarks(rubric)),
    means: byWeight.map((key) => mean(entry.reviews.map(({ scores }) => scores[key] ?? 0)) ?? 0),
  }));
  judged.sort(
    (a, b) =>
      groupOf(a) - groupOf(b) ||
      (b.score ?? 0) - (a.score ?? 0) ||
      compareMeans(a.means, b.means) ||
      (a.spread ?? 0) - (b.spread ?? 0) ||
      a.number.localeCompare(b.number, 'en'),
  );
  return judged.map(({ means: _, ...entry }, index) => ({
    ...entry,
    rank: groupOf(entry) === 0 ? index + 1 : null,
  }));
}

function judge({ id, number, reviews }: EntryToRank, full: number): RankedEntry {
  const totals = reviews.map(({ total }) => total).sort((a, b) => a - b);
  const vetoes = reviews.filter((review) => review.vetoes.length > 0).length;
  const vetoed = vetoes * 2 > reviews.length;
  const spread = totals.length < 2 ? null : round((totals.at(-1) ?? 0) - (totals[0] ?? 0));
  const flags: RankedEntry['flags'] = [];
  if (spread !== null && spread > full * widestSpread) flags.push('spread');
  if (vetoes > 0 && !vetoed) flags.push('veto');
  const counted = totals.length >= trimmedFrom ? totals.slice(1, -1) : totals;
  const score = mean(counted);
  return {
    id,
    number,
    rank: null,
    score: score === null ? null : round(score),
    reviews: reviews.length,
    vetoed,
    spread,
    flags,
  };
}

/** Ranked, vetoed, not reviewed. */
function groupOf({ score, vetoed }: Pick<RankedEntry, 'score' | 'vetoed'>): 0 | 1 | 2 {
  if (score === null) return 2;
  return vetoed ? 1 : 0;
}

function compareMeans(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = round((b[index] ?? 0) - value);
    if (difference !== 0) return difference;
  }
  return 0;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Two decimals: what people see is what decides. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
