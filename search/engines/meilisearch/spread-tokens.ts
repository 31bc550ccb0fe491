import { initialsMark } from '../../understanding/pinyin.ts';
import { contentMark } from '../content-tokens.ts';

/*
 * For every beginning of one to four bytes that a hundred words share, Meilisearch keeps which documents have any of
 * them, and with every change it does so anew for all beginnings of the words that changed: of our tokens, whose
 * letters are few, nearly the whole dictionary for each lesson. So a token is led by a letter of four bytes that
 * stands for its own beginning: what a change touches then are the few hundred words that share this letter. A word
 * that is being typed is still found, among those that begin as it does.
 */

/** Old scripts of which no lesson is written, whose letters have four bytes, one form, and are no word by themselves. */
const scripts = [
  [0x12000, 0x12399],
  [0x13000, 0x1342e],
  [0x14400, 0x14646],
  [0x16800, 0x16a38],
] as const;

const letters = scripts.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
);

/** How many letters at the beginning of a word lead to it. */
const leadingLetters = 5;
/** Initials are kept, and looked for, in pieces of so many. */
const fewestInitials = 2;
const mostInitials = 4;
/** Meilisearch looks at no more than ten words. */
const mostPieces = 9;
/** Before the beginnings by which shorter words that go on are found; no word begins with it. */
const beginningMark = '0b';
const longestBeginning = leadingLetters - 1;
const leadingOfBeginning = 2;
/** A Han character in a token: its mark and four letters. */
const leadingHan = 6;

/** A token as it stands in the index, and as a whole word is asked for. */
export function spreadToken(token: string): string {
  const mark = token.startsWith(contentMark) ? contentMark.length : 0;
  const lead = leadIn(token.slice(mark));
  return lead === 0 ? token : leadingLetter(token.slice(0, mark + lead)) + token;
}

/** Tokens of a text as they stand in the index. */
export function spreadTokens(tokens: string): string {
  return cut(tokens).map(spreadToken).join(' ');
}

/** Words read aloud and their initials as they stand in the index, with the beginnings of these and of other words. */
export function spreadLetters(tokens: string, ...others: string[]): string {
  const spread = new Set<string>();
  for (const token of cut(tokens)) {
    if (token.startsWith(initialsMark)) for (const piece of beginningPieces(token)) spread.add(piece);
    else spread.add(spreadToken(token));
  }
  for (const token of [tokens, ...others].flatMap(cut)) if (isLatin(token)) spread.add(beginning(token));
  return [...spread].join(' ');
}

/** What finds a word that goes on, or what is read like it: all of `whole`, and words that begin with `open`. */
export function askOpen(token: string): { whole: string[]; open: string | null } {
  if (token.startsWith(initialsMark)) return { whole: piecesOf(token), open: null };
  if (!isLatin(token)) return { whole: [], open: spreadToken(token) };
  return { whole: [], open: token.length < leadingLetters ? beginning(token) : spreadToken(token) };
}

/* Every piece of a text begins one of its tokens. */
function beginningPieces(token: string): string[] {
  const pieces: string[] = [];
  for (let length = fewestInitials; length <= mostInitials; length++) {
    if (token.length >= initialsMark.length + length)
      pieces.push(spreadToken(token.slice(0, initialsMark.length + length)));
  }
  return pieces;
}

function piecesOf(token: string): string[] {
  const initials = token.slice(initialsMark.length);
  const last = Math.max(0, initials.length - mostInitials);
  return Array.from({ length: Math.min(last + 1, mostPieces) }, (_, at) =>
    spreadToken(initialsMark + initials.slice(at, at + mostInitials)),
  );
}

function leadIn(token: string): number {
  if (token.startsWith('zq')) return leadingHan;
  if (token.startsWith(initialsMark)) return token.length;
  return isLatin(token) && token.length >= leadingLetters ? leadingLetters : 0;
}

function beginning(token: string): string {
  return leadingLetter(token.slice(0, leadingOfBeginning)) + beginningMark + token.slice(0, longestBeginning);
}

function leadingLetter(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) >>> 0;
  return letters[hash % letters.length]!;
}

/** Begins as words of letters do, of which some go on. */
function isLatin(token: string): boolean {
  return /^(?!zq)[a-z]{2}/.test(token);
}

function cut(tokens: string): string[] {
  return tokens === '' ? [] : tokens.split(' ');
}
