import { parseNumeral } from '../../understanding/numerals.ts';
import type { BenchLesson } from '../lesson.ts';

/** Subjects that were renamed, under today's name: who types an old one means this one. */
const renamed: Readonly<Record<string, readonly string[]>> = {
  道德与法治: ['思想品德', '品德与社会', '品德与生活'],
  思想政治: ['政治'],
  生物学: ['生物'],
  信息科技: ['信息技术'],
};

export function canonicalSubject(subject: string): string {
  return Object.entries(renamed).find(([, names]) => names.includes(subject))?.[0] ?? subject;
}

/** An edition without the year of its reissue and the 5+4 system, which a stage says. */
export function canonicalEdition(edition: string): string {
  return edition.replace(/（(?:五•四学制|20\d\d)）/gu, '').trim();
}

/** 必修1, 必修一 and 必修 第一册 are one volume; the title that a book adds to it does not count. */
export function canonicalVolume(volume: string): string {
  const match = /^(必修|选择性必修)\s*(?:第?([一二三四五六七八九十\d]+)册?|([上中下])册?)?/u.exec(volume);
  if (!match) return volume;
  const [, kind = '', numeral, part = ''] = match;
  return numeral ? `${kind}${parseNumeral(numeral)}` : `${kind}${part}`;
}

/** A printed number: 第3课 is `{counter: '课', number: 3}`. */
export interface Numbered {
  counter: string;
  number: number;
}

const numeral = '([〇零一二三四五六七八九十\\d]+)';
const han = new RegExp(`^第\\s*${numeral}\\s*(单元|章|课|节)`, 'u');
const hanInside = new RegExp(`第\\s*${numeral}\\s*(单元|章)`, 'u');
const latin = /^(unit|module)\s*(\d+)/iu;

/** Of the unit's name; of a lesson that names no unit, what its title says (…-上-第1单元-2.花的学校). */
export function numberOfUnit({ unit, title }: Pick<BenchLesson, 'unit' | 'title'>): Numbered | null {
  if (unit === '') return read(hanInside.exec(title), 2, 1);
  return read(han.exec(unit), 2, 1) ?? read(latin.exec(unit), 1, 2);
}

/** In these a bare number before a lesson is that of the lesson in its book. */
const numberedThrough = new Set(['语文', '历史', '道德与法治']);

export function numberOfLesson({ no, title, subject }: BenchLesson): Numbered | null {
  const printed = read(han.exec(no), 2, 1);
  if (printed) return printed;
  if (!numberedThrough.has(subject)) return null;
  const bare = /^(\d+)[*＊]?$/u.exec(no)?.[1] ?? /^(\d{1,2})[*＊]?[.．]\s*\p{sc=Han}/u.exec(title)?.[1];
  return bare === undefined ? null : { counter: '课', number: Number(bare) };
}

function read(match: RegExpExecArray | null, counter: number, numberAt: number): Numbered | null {
  const number = parseNumeral(match?.[numberAt] ?? '');
  return match && number !== null ? { counter: match[counter]!.toLowerCase(), number } : null;
}

const digits = '零一二三四五六七八九';

/** 12 as 十二; below a hundred. */
export function hanNumeral(number: number): string {
  if (number < 10) return digits[number]!;
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? digits[tens] : ''}十${ones > 0 ? digits[ones] : ''}`;
}
