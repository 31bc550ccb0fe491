import type { DatabaseSync } from 'node:sqlite';

/** A row that matched a text, and how well: the smaller, the better. */
export interface TextMatch {
  row: number;
  score: number;
}

/**
 * So many rows are compared by where and how often they have the words: words that more have tell little, and
 * everybody would wait for it.
 */
export const mostScored = 2000;

/** A table of tokens, asked by FTS5 expressions. SQL of search's private file. */
export interface TextTable {
  /** The rows that match, and how well; any `most` of them. */
  match(expression: string, most?: number): TextMatch[];
  /** The rows that match, without how well: much quicker. */
  rows(expression: string): number[];
  /** Those whose title matches by itself. */
  titled(expression: string): number[];
  /** How many rows match: quicker still. */
  count(expression: string): number;
}

export function openTextTable(db: DatabaseSync, table: string, title: string, weights: string): TextTable {
  const matching = db.prepare(
    `select rowid, bm25(${table}, ${weights}) from ${table} where ${table} match ? limit ?`,
  );
  matching.setReturnArrays(true);
  // One long text is read several times as quickly as many rows.
  const listing = db.prepare(`select json_group_array(rowid) as rows from ${table} where ${table} match ?`);
  const counting = db.prepare(`select count(*) as count from ${table} where ${table} match ?`);
  const rows = (expression: string) =>
    JSON.parse((listing.get(expression) as { rows: string }).rows) as number[];
  return {
    match: (expression, most = mostScored) =>
      (matching.all(expression, most) as unknown as [number, number][]).map(([row, score]) => ({
        row,
        score,
      })),
    rows,
    titled: (expression) => rows(`{${title}} : (${expression})`),
    count: (expression) => (counting.get(expression) as { count: number }).count,
  };
}
