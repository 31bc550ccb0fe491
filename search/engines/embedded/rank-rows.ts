import type { SearchSort } from '../../query.ts';
import { byStanding } from '../../understanding/relevance.ts';
import type { Columns, HeldRow } from './columns.ts';
import type { TextMatch } from './text-table.ts';

/** How the text of a query met the rows. */
export interface Relevance {
  matches: readonly TextMatch[];
  /** Rows whose title contains the whole text; with the number of its tokens, those that are nothing else. */
  titles: ReadonlySet<number>;
  tokens: number;
}

/** Scores nearer to each other than an eighth of the best one are one: then award and the rest decide. */
const steps = 8;

/** The order of hits: what was asked to sort by, then text, award, completeness, freshness, id. */
export function rowOrder(
  columns: Columns,
  sort: SearchSort,
  relevance: Relevance | null,
): (one: HeldRow, other: HeldRow) => number {
  const grades = relevance ? gradeRows(columns, relevance) : null;
  return (left, right) => {
    const sorted =
      sort === 'newest'
        ? right.publishedAt - left.publishedAt
        : sort === 'award'
          ? right.awardRank - left.awardRank
          : 0;
    return (
      sorted ||
      (grades ? (grades.get(right.row) ?? 0) - (grades.get(left.row) ?? 0) : 0) ||
      byStanding(left, right)
    );
  };
}

/* A title that is the text stands above one that contains it, and that above all others. */
function gradeRows(columns: Columns, { matches, titles, tokens }: Relevance): Map<number, number> {
  let best = 0;
  for (const { score } of matches) best = Math.min(best, score);
  const grades = new Map<number, number>();
  for (const { row, score } of matches) {
    const step = best === 0 ? 0 : Math.round((score / best) * steps);
    const inTitle = titles.has(row) ? (columns.row(row)?.titleTokens === tokens ? 2 : 1) : 0;
    const grade = inTitle * (steps + 1) + step;
    if (grade > 0) grades.set(row, grade);
  }
  return grades;
}
