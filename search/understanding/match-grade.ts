import { numeralCharacters, parseNumeral } from './numerals.ts';

/** A grade (1 to 12), a term (1 or 2) or both, and how much of the text says so. */
export interface GradeMatch {
  grade: number | null;
  term: 1 | 2 | null;
  length: number;
}

const named = '(?<term>[上下](?:册|学期)?|第?[一二12]学期)';
/* Books print 三年级（上）. */
const term = `(?:${named}|\\(${named}\\))?`;
const spelled = new RegExp(`(?<numeral>[${numeralCharacters}]+|\\d{1,2})\\s?年级\\s?${term}`, 'uy');
const schooled = new RegExp(`(?<school>[小初高])(?<numeral>[一二三四五六1-6])(?:年级)?\\s?${term}`, 'uy');
const short = /(?<numeral>[一二三四五六七八九1-9])(?<term>[上下](?:册|学期)?)/uy;
/* As books for English are called: 3A is 三上, where a unit follows. */
const lettered = /(?<numeral>[1-9])\s?(?<term>[ab])(?=\s?(?:第\d|(?:unit|u|module|m|lesson|chapter)\s?\d))/uy;
const termAlone = /(?<term>[上下]学期|第?[一二]学期)/uy;

const schools: Readonly<Record<string, { first: number; last: number }>> = {
  小: { first: 1, last: 6 },
  初: { first: 7, last: 9 },
  高: { first: 10, last: 12 },
};

/* What makes another word of it: 高一些, 初一十五, 三年级下雨. */
const otherWordAfterSchool = /^[些点层倍度样处十百千万中下上个]/u;
const otherWordAfterTerm = /^[升课网午海天山雨雪面来去子一]/u;

/* What no word runs into: 小四fenshu, 七上第1单元, 2上十课, 四上U3, 一上识字3, 三上的分数. */
const counters = '(?:课|单元|章|模块|讲)';
const endsBefore = new RegExp(
  `^(?:[^\\p{L}\\p{N}]|的|[a-z]|第[\\d${numeralCharacters}]|\\d|[${numeralCharacters}]{1,3}\\s?${counters}|模块|单元|课[文题]|识字|拼音|习作|专题)`,
  'u',
);

/**
 * Reads the grade that begins at this place of normalised text: 三年级上册, 3年级, 初一, 高二下, 小三, 七上.
 * `free` says that no word runs into this place, `begins` whether the name of a term or a word of its own begins at
 * another.
 * The short forms are only taken where nothing can be meant but a grade, so that 小三角形, 一下子 or 提高一倍
 * stay what they are.
 */
export function matchGrade(
  text: string,
  at: number,
  free: boolean,
  begins: (at: number) => boolean,
): GradeMatch | null {
  const ends = (next: number) =>
    next >= text.length || endsBefore.test(text.slice(next, next + 6)) || begins(next);

  if (!/[零〇一二两三四五六七八九十\d]/u.test(text[at - 1] ?? '')) {
    const match = matchAt(spelled, text, at);
    const grade = parseNumeral(match?.groups?.numeral ?? '');
    if (match && grade !== null && grade >= 1 && grade <= 12) return withTerm(text, at, match, grade);
  }
  if (!free) return null;
  const inSchool = matchAt(schooled, text, at);
  if (inSchool) {
    const { first, last } = schools[inSchool.groups!.school!]!;
    const grade = first - 1 + parseNumeral(inSchool.groups!.numeral!)!;
    const result = withTerm(text, at, inSchool, grade);
    const after = text.slice(at + result.length);
    const clear =
      inSchool.groups!.school === '小' ? ends(at + result.length) : !otherWordAfterSchool.test(after);
    if (grade <= last && clear) return result;
  }
  const alone = matchAt(termAlone, text, at);
  if (alone) return { grade: null, term: termNumber(alone.groups!.term!), length: alone[0].length };
  const brief = matchAt(lettered, text, at) ?? matchAt(short, text, at);
  if (brief && ends(at + brief[0].length)) {
    return {
      grade: parseNumeral(brief.groups!.numeral!),
      term: termNumber(brief.groups!.term!),
      length: brief[0].length,
    };
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/* A 上 or 下 behind the grade is its term unless it begins another word (三年级上课). */
function withTerm(text: string, at: number, match: RegExpExecArray, grade: number): GradeMatch {
  const name = match.groups?.term;
  const whole = match[0].trimEnd();
  if (!name) return { grade, term: null, length: whole.length };
  const after = text.slice(at + match[0].length);
  if (name.length === 1 && whole.endsWith(name) && otherWordAfterTerm.test(after)) {
    return { grade, term: null, length: match[0].slice(0, -1).trimEnd().length };
  }
  return { grade, term: termNumber(name), length: whole.length };
}

function termNumber(name: string): 1 | 2 {
  return /[上一1a]/u.test(name) ? 1 : 2;
}
