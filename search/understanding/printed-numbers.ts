import { normalise, ordinalCounters } from './normalise.ts';
import { numeralCharacters, parseNumeral } from './numerals.ts';

/** What English books count with, and what Chinese books count with instead. */
export const englishCounters = { unit: '单元', module: '模块', lesson: '课', chapter: '章' } as const;
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
const unitBefore = new RegExp(
  `(?<![\\d${numeralCharacters}])(单元|模块) ?([${numeralCharacters}]{1,3}|\\d{1,2})(?![\\d${numeralCharacters}节课])`,
  'gu',
);
const openNumber = new RegExp(
  `(?<![第这那每上下\\d${numeralCharacters}])([${numeralCharacters}]+|\\d{1,3}) ?课(?![时件程堂本文外后前题标内间余桌桌表])`,
  'gu',
);

/* 2章 and, where nothing else is said, 二章一节: 约法三章 is no number. */
const openChapter = new RegExp(`(?<![第\\d${numeralCharacters}])(\\d{1,2}) ?章(?![程鱼法])`, 'gu');
const onlyChapter = new RegExp(
  `^(?:第?([${numeralCharacters}\\d]{1,3}) ?章)?(?: ?第?([${numeralCharacters}\\d]{1,3}) ?节)?$`,
  'u',
);

/** Numbers as people type them, in the form in which documents have them: 课文12 and 12课 are 第12课. */
export function readNumbers(normalised: string): string {
  const [, chapter, section] = onlyChapter.exec(normalised) ?? [];
  if (chapter !== undefined || section !== undefined)
    return [numbered(chapter, '章'), numbered(section, '节')].join('');
  return normalised
    .replace(unitBefore, (_, counter: string, numeral: string) => numbered(numeral, counter))
    .replace(openChapter, (_, numeral: string) => numbered(numeral, '章'))
    .replace(/(?<![a-z\d])([um]) (?=\d)/gu, '$1')
    .replace(textNumber, (match, numeral: string) => lessonOf(numeral, match))
    .replace(openNumber, (match, numeral: string) => lessonOf(numeral, match))
    .replace(spelled, (_, counter: string, numeral: string) => {
      const place = englishNumerals.indexOf(numeral);
      return `${counter} ${place < 0 ? numeral : place + 1}`;
    });
}

function numbered(numeral: string | undefined, counter: string): string {
  const number = parseNumeral(numeral ?? '');
  return number === null ? '' : `第${number}${counter}`;
}

const short: Readonly<Record<string, string>> = { u: 'unit', m: 'module' };

/** What a number of two letters or less stands for besides itself: u3 is unit 3; null for any other word. */
export function numberInShort(word: string): string | null {
  const [, counter = '', number] = /^([um])(\d{1,2})$/u.exec(word) ?? [];
  return number === undefined ? null : `${short[counter]} ${number}`;
}

const onlyNumber = new RegExp(`^(?:第(?=.)|(?=\\d))([${numeralCharacters}]{1,3}|\\d{1,2})$`, 'u');

/** What a text that is no more than a number may mean in a book, likeliest first: lesson 10, unit 10; m2u1. */
export function numbersMeant(normalised: string): string[] {
  const number = parseNumeral(onlyNumber.exec(normalised)?.[1] ?? '');
  if (number !== null) return [`第${number}课`, `第${number}单元`];
  const [, module, unit] = /^m ?(\d{1,2}) ?u ?(\d{1,2})$/u.exec(normalised) ?? [];
  return module === undefined ? [] : [`module ${module} unit ${unit}`];
}

function lessonOf(numeral: string, match: string): string {
  const number = parseNumeral(numeral);
  return number === null ? match : `第${number}课`;
}
