import { numeralCharacters, parseNumeral } from './numerals.ts';
import { simplify } from './simplify.ts';

/** The counters whose ordinals are written with one form: 第十二课 and 第12课 are the same words. */
export const ordinalCounters = [
  '单元',
  '模块',
  '课时',
  '课',
  '章',
  '节',
  '讲',
  '册',
  '回',
  '组',
  '部分',
] as const;

/*
 * What is done to every text before it is cut into tokens, to documents and queries alike. In this order:
 * compatibility forms (full width, circled numbers), case, traditional characters, marks on letters, the rest.
 */
const replacements: readonly [RegExp, string | ((match: string, ...groups: string[]) => string)][] = [
  [/[\uE000-\uF8FF\p{Cc}]/gu, ' '],
  [/[\u00E0-\u024F]/gu, (letter) => plainLetter(letter)],
  [/(?<=\p{sc=Han})\s*[·•‧・∙⋅]\s*(?=\p{sc=Han})/gu, ''],
  [/[·•‧・∙⋅]/gu, ' '],
  [/[—–―‐‑‒−]+/gu, '-'],
  [/(?<=[a-z])['’‘ʼ`´](?=[a-z])/gu, ''],
  [
    new RegExp(`第\\s*([${numeralCharacters}\\d]+)\\s*(?=${ordinalCounters.join('|')})`, 'gu'),
    (match, numeral) => ordinal(numeral, match),
  ],
  [
    new RegExp(`(?<![第\\d${numeralCharacters}])([${numeralCharacters}\\d]+)\\s*(?=单元|模块)`, 'gu'),
    (match, numeral) => ordinal(numeral, match),
  ],
  [/\s+/gu, ' '],
];

/* fēn is written fen, and ü as on a keyboard: v. */
function plainLetter(letter: string): string {
  const parts = letter.normalize('NFD');
  const plain = parts.startsWith('u\u0308') ? 'v' : parts.charAt(0);
  return plain.length === letter.length ? plain : letter;
}

function ordinal(numeral: string | undefined, match: string): string {
  const number = parseNumeral(numeral ?? '');
  return number === null ? match : `第${number}`;
}

/** The form in which texts are compared: equal results mean the same words. */
export function normalise(text: string): string {
  let result = simplify(text.normalize('NFKC').toLowerCase());
  for (const [pattern, by] of replacements) {
    result = typeof by === 'string' ? result.replace(pattern, by) : result.replace(pattern, by);
  }
  return result.trim();
}

/** A normalised text that knows where it came from. */
export interface MappedText {
  text: string;
  /** For every UTF-16 unit of `text`, and for its end, the offset in the text that was normalised. */
  offsets: number[];
}

/** Like `normalise`, but keeps the way back to the original and does not trim. Slower: for what is shown. */
export function normaliseMapped(original: string): MappedText {
  let mapped: MappedText = { text: '', offsets: [] };
  let at = 0;
  for (const character of original) {
    const normal = simplify(character.normalize('NFKC').toLowerCase());
    mapped.text += normal;
    for (let unit = 0; unit < normal.length; unit++) mapped.offsets.push(at);
    at += character.length;
  }
  mapped.offsets.push(at);
  for (const [pattern, by] of replacements) mapped = replaceMapped(mapped, pattern, by);
  return mapped;
}

function replaceMapped(
  source: MappedText,
  pattern: RegExp,
  by: string | ((match: string, ...groups: string[]) => string),
): MappedText {
  let text = '';
  const offsets: number[] = [];
  let at = 0;
  for (const match of source.text.matchAll(pattern)) {
    const [whole, ...groups] = match;
    const replacement = typeof by === 'string' ? by : by(whole, ...groups);
    text += source.text.slice(at, match.index) + replacement;
    for (let unit = at; unit < match.index; unit++) offsets.push(source.offsets[unit]!);
    for (let unit = 0; unit < replacement.length; unit++) {
      offsets.push(source.offsets[match.index + Math.min(unit, whole.length - 1)]!);
    }
    at = match.index + whole.length;
  }
  text += source.text.slice(at);
  for (let unit = at; unit < source.offsets.length; unit++) offsets.push(source.offsets[unit]!);
  return { text, offsets };
}
