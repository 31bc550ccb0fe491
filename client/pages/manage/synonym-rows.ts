import type { SynonymGroup } from '../../../server/contract/synonyms.ts';

/** A group as it is typed. */
export interface SynonymRow {
  /** Of the row on the page. */
  key: number;
  text: string;
  oneWay: boolean;
}

export function toRows(groups: readonly SynonymGroup[]): SynonymRow[] {
  return groups.map(({ words, oneWay }, key) => ({ key, text: words.join('、'), oneWay }));
}

/** Rows as groups; a row in which nothing stands is none. `rows` are those that the groups came from. */
export function fromRows(rows: readonly SynonymRow[]): { groups: SynonymGroup[]; rows: SynonymRow[] } {
  const filled = rows.filter(({ text }) => wordsOf(text).length > 0);
  return { groups: filled.map(({ text, oneWay }) => ({ words: wordsOf(text), oneWay })), rows: filled };
}

/**
 * Words are parted by whatever people part them by, also by a blank beside a Chinese character; one within English
 * (Olympic Games) stays.
 */
export function wordsOf(text: string): string[] {
  return text
    .split(/[,，、;；=|\n]|(?<=\p{sc=Han})\s+|\s+(?=\p{sc=Han})/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
