import { normalise, ordinalCounters } from './normalise.ts';
import { numeralCharacters, parseNumeral } from './numerals.ts';

/** What English books count with, and what Chinese books count with instead. */
const englishCounters = { unit: '单元', module: '模块', lesson: '课', chapter: '章' } as const;
type EnglishCounter = keyof typeof englishCounters;

const chinese = new RegExp(`^第(\\d+)(${ordinalCounters.join('|')})`, 'u');
const english = new RegExp(`^(${Object.keys(englishCounters).join('|')}) ?(\\d+)`, 'u');
const bare = new RegExp(`^[第(]?([${numeralCharacters}]+|\\d{1,3})(?:$|[*.,、)\\s])`, 'u');

/**
 * The ways to write the number of a unit, as normalised text: 第八单元 and 第八章 are counted as units too, and
 * 第四单元 is Unit 4.
 */
export function unitNumbers(printed: string): string[] {
  const text = normalise(printed);
  const named = numberOf(text);
  if (!named) {
    const number = bareNumber(text);
    return number === null ? [] : unitForms(number);
  }
  const written = [`第${named.number}${named.counter}`];
  return named.counter === '课' ? written : [...new Set([...written, ...unitForms(named.number)])];
}

/** The ways to write the number of a lesson in its book: 12, 第12课 and 第十二课 are the same. */
export function lessonNumbers(label: string): string[] {
  const text = normalise(label);
  const named = numberOf(text);
  if (named) {
    const written = `第${named.number}${named.counter}`;
    return named.counter === '单元' ? unitForms(named.number) : [written];
  }
  const number = bareNumber(text);
  return number === null ? [] : [`第${number}课`, `lesson ${number}`];
}

/** The number that a title begins with, as teachers copy it from the book: 12.花的学校, 7*.听听，秋的声音. */
export function numberOfTitle(title: string): string | null {
  const number = /^\s*(\d{1,2})\s*\*?\s*[.．、]\s*(?=\p{sc=Han}|[《“"])/u.exec(title.normalize('NFKC'))?.[1];
  return number ?? null;
}

function unitForms(number: number): string[] {
  return [`第${number}单元`, `unit ${number}`];
}

function numberOf(text: string): { number: number; counter: string } | null {
  const inChinese = chinese.exec(text);
  if (inChinese) return { number: Number(inChinese[1]), counter: inChinese[2]! };
  const inEnglish = english.exec(text);
  if (inEnglish)
    return { number: Number(inEnglish[2]), counter: englishCounters[inEnglish[1] as EnglishCounter] };
  return null;
}

function bareNumber(text: string): number | null {
  return parseNumeral(bare.exec(text)?.[1] ?? '');
}

const englishNumerals = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const spelled = new RegExp(
  `(?<![a-z])(${Object.keys(englishCounters).join('|')}) ?(${englishNumerals.join('|')}|\\d{1,2})(?![a-z\\d])`,
  'gu',
);
const textNumber = new RegExp(`课文 ?([${numeralCharacters}]+|\\d+)(?!\\d)`, 'gu');
const openNumber = new RegExp(
  `(?<![第这那每上下\\d${numeralCharacters}])([${numeralCharacters}]+|\\d{1,3}) ?课(?![时件程堂本文外后前题标内间余桌桌表])`,
  'gu',
);

/** Numbers as people type them, in the form in which documents have them: 课文12 and 12课 are 第12课. */
export function readNumbers(normalised: string): string {
  return normalised
    .replace(textNumber, (match, numeral: string) => lessonOf(numeral, match))
    .replace(openNumber, (match, numeral: string) => lessonOf(numeral, match))
    .replace(spelled, (_, counter: string, numeral: string) => {
      const place = englishNumerals.indexOf(numeral);
      return `${counter} ${place < 0 ? numeral : place + 1}`;
    });
}

function lessonOf(numeral: string, match: string): string {
  const number = parseNumeral(numeral);
  return number === null ? match : `第${number}课`;
}
