import { ordinalCounters } from './normalise.ts';
import { englishCounters } from './printed-numbers.ts';

/** A stretch of normalised text that is cut in one way. */
export interface Run {
  script: 'han' | 'word' | 'ordinal';
  text: string;
}

const runPattern = new RegExp(
  `(?<ordinal>第\\d+(?=(?<counter>${ordinalCounters.join('|')})))|(?<han>\\p{sc=Han}+?(?=第\\d|\\P{sc=Han}|$))|(?<word>[[\\p{L}\\p{N}\\p{M}]--\\p{sc=Han}]+)`,
  'gv',
);

/**
 * Cuts normalised text into stretches of Han characters, words of other scripts, and ordinals (第12课). What
 * follows an ordinal begins with its counter, so that both 第8单元 and 单元复习 are found in 第8单元复习.
 */
export function splitRuns(normalised: string): Run[] {
  const runs: Run[] = [];
  for (const match of normalised.matchAll(runPattern)) {
    const { ordinal, counter, han, word } = match.groups!;
    if (ordinal) runs.push({ script: 'ordinal', text: `${ordinal}${counter}` });
    else if (han) runs.push({ script: 'han', text: han });
    else if (word) runs.push({ script: 'word', text: word });
  }
  return runs;
}

/**
 * The tokens of one stretch, all ASCII where the text is Han: overlapping pairs, so that any two neighbours are
 * found inside any longer word; one character alone is a token of its own.
 */
export function tokensOfRun(run: Run): string[] {
  if (run.script !== 'han') return [encodeToken(run.text)];
  const characters = [...run.text];
  if (characters.length === 1) return [encodeToken(run.text)];
  return characters.slice(1).map((character, index) => encodeToken(characters[index]! + character));
}

/** All tokens of normalised text, in order; a numbered unit has one of its own between word and number. */
export function tokenise(normalised: string): string[] {
  return splitRuns(normalised).flatMap((run, index, runs) => {
    const before = runs[index - 1];
    return before && isNumbered(before, run)
      ? [`${before.text}${run.text}`, ...tokensOfRun(run)]
      : tokensOfRun(run);
  });
}

/** Unit 4 is one thing: a lesson of Unit 2 that is about 4 friends is another. */
export function isNumbered(word: Pick<Run, 'text'>, number: Run): boolean {
  return Object.hasOwn(englishCounters, word.text) && /^\d+$/.test(number.text);
}

/** Every different Han character of normalised text as a token: what a query of one character looks for. */
export function characterTokens(normalised: string): string[] {
  const tokens = new Set<string>();
  for (const [character] of normalised.matchAll(/\p{sc=Han}/gu)) tokens.add(encodeToken(character));
  return [...tokens];
}

/**
 * Han characters are written as four letters each behind `zq` (which no word begins with): neither Meilisearch's
 * dictionary nor SQLite's tables of letters can then cut or drop them, and one character is a prefix of its pairs.
 */
function encodeToken(text: string): string {
  if (!/\p{sc=Han}/u.test(text)) return text;
  return `zq${text.replace(/\p{sc=Han}/gu, (character) => letters(character.codePointAt(0)!))}`;
}

function letters(codePoint: number): string {
  let rest = codePoint;
  let result = '';
  for (let place = 0; place < 4; place++) {
    result = String.fromCharCode(97 + (rest % 26)) + result;
    rest = Math.floor(rest / 26);
  }
  return result;
}
