import { cutLetters } from '../../understanding/pinyin.ts';
import type { Word } from '../../understanding/plan-words.ts';
import type { LetterField, TextField } from '../index-texts.ts';

/*
 * FTS5 query syntax. Tokens are letters, digits and non-ASCII characters only (see tokenise), so that inside
 * quotation marks nothing in them can mean anything to SQLite.
 */

/** Every word, anywhere. */
export function everyWord(words: readonly Word[]): string {
  return words.map(phrase).join(' AND ');
}

/** At least one of the words. */
export function someWord(words: readonly Word[]): string {
  return words.map(phrase).join(' OR ');
}

/** Every word, all in one field. */
export function everyWordIn(field: TextField, words: readonly Word[]): string {
  return words.map((word) => `{${field}} : ${phrase(word)}`).join(' AND ');
}

/** These tokens side by side in the title. */
export function titleContains(tokens: readonly string[]): string {
  return `{title} : ${quoted(tokens)}`;
}

/** Whether a word may stand for how something is read aloud: letters, and more than one. */
export function isSpelled({ tokens }: Word): boolean {
  return tokens.length === 1 && /^(?:0i|(?!zq)[a-z])[a-z0-9]+$/.test(tokens[0]!);
}

/** Texts that are read so, each word from one of their syllables on. */
export function readAloudAs(words: readonly Word[]): string {
  return words.map(({ tokens: [letters = ''] }) => `${quoted([cutLetters(letters)])} *`).join(' AND ');
}

/** The same of one word in one field. */
export function readAloudIn(field: LetterField, word: Word): string {
  return `{${field}} : ${readAloudAs([word])}`;
}

function phrase({ tokens, prefix, others = [] }: Word): string {
  const own = prefix ? `${quoted(tokens)} *` : quoted(tokens);
  return others.length === 0 ? own : `(${[own, ...others.map(phrase)].join(' OR ')})`;
}

function quoted(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}
