import type { DatabaseSync } from 'node:sqlite';
import type { ContentQuestion } from '../content-tokens.ts';

/**
 * What captions and attachments say, in the private file: which tokens a row has, and nothing of where or how
 * often. Only lessons that have any are in it.
 */
export const contentsSchema = `
  create virtual table lesson_contents using fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none
  );
`;

/**
 * So many lessons are looked through for words that are in a great many, the last ones written first: nobody
 * misses the others, and everybody would wait for them.
 */
const mostMatches = 5000;

export interface ContentsTable {
  put(row: number, tokens: readonly string[]): void;
  remove(row: number): void;
  has(row: number): boolean;
  match(question: ContentQuestion): number[];
}

export function openContentsTable(db: DatabaseSync): ContentsTable {
  const insert = db.prepare('insert into lesson_contents (rowid, tokens) values (?, ?)');
  const remove = db.prepare('delete from lesson_contents where rowid = ?');
  const find = db.prepare('select 1 from lesson_contents where rowid = ?');
  const matching = db.prepare(
    'select rowid from lesson_contents where lesson_contents match ? order by rowid desc limit ?',
  );
  matching.setReturnArrays(true);
  const has = (row: number) => find.get(row) !== undefined;
  return {
    put: (row, tokens) => void insert.run(row, tokens.join(' ')),
    remove(row) {
      if (has(row)) remove.run(row);
    },
    has,
    match: (question) =>
      (matching.all(expressionOf(question), mostMatches) as unknown as [number][]).map(([row]) => row),
  };
}

/* Tokens are letters, digits and non-ASCII characters only: inside quotation marks nothing in them means anything. */
function expressionOf({ tokens, open }: ContentQuestion): string {
  const asked = tokens.map((token) => `"${token}"`);
  return [...asked, ...(open === null ? [] : [`"${open}" *`])].join(' AND ');
}
