import { parseNumeral } from '../../understanding/numerals.ts';
import type { Random } from '../random.ts';
import type { Described } from './corpus-facts.ts';
import { hanNumeral } from './places.ts';

/** A way to write where lessons stand, and what must hold for a lesson that is meant by it. */
export interface Way {
  text: string;
  means(lesson: Described): boolean;
}

/** Ways to write a lesson's grade, often with its volume; null where it has no grade of its own. */
export function wayOfGrade(lesson: Described, random: Random, withVolume = random.chance(0.35)): Way | null {
  const number = gradeNumber(lesson.grade);
  if (number === null) return seniorVolume(lesson, random);
  const term = lesson.volume === '上册' ? '上' : lesson.volume === '下册' ? '下' : null;
  const sameGrade = (one: Described) => one.grade === lesson.grade;
  const names = gradeNames(number);
  if (term === null || !withVolume) return { text: random.pick(names), means: sameGrade };
  const joined = random.pick(names);
  const ends = [`${term}册`, term, `${term}学期`, `第${term === '上' ? '一' : '二'}学期`, `（${term}）`];
  const brief =
    number <= 9 ? [`${hanNumeral(number)}${term}`, `${number}${term}`, `${hanNumeral(number)}${term}`] : [];
  const text = brief.length > 0 && random.chance(0.35) ? random.pick(brief) : `${joined}${random.pick(ends)}`;
  return { text, means: (one) => sameGrade(one) && one.volume === lesson.volume };
}

function gradeNames(number: number): string[] {
  const han = hanNumeral(number);
  if (number <= 6) return [`${han}年级`, `${han}年级`, `${number}年级`, `小${han}`];
  if (number <= 9) {
    const year = hanNumeral(number - 6);
    return [`${han}年级`, `${han}年级`, `${number}年级`, `初${year}`, `初${year}`, `初${number - 6}`];
  }
  const year = hanNumeral(number - 9);
  return [`高${year}`, `高${year}`, `高${number - 9}`, `高中${year}年级`];
}

function gradeNumber(grade: string): number | null {
  const spelled = /^(.+)年级$/u.exec(grade)?.[1];
  if (spelled) return parseNumeral(spelled);
  const senior = /^高([一二三])$/u.exec(grade)?.[1];
  return senior ? 9 + parseNumeral(senior)! : null;
}

/* Books of senior school have a volume instead: 必修一, 必修 第一册, 必修1. */
function seniorVolume(lesson: Described, random: Random): Way | null {
  const match = /^(必修|选择性必修)(\d+)$/u.exec(lesson.canonicalVolume);
  if (!match) return null;
  const [, kind = '', number = ''] = match;
  const han = hanNumeral(Number(number));
  const texts = [
    `${kind}${han}`,
    `${kind}${number}`,
    `${kind}第${han}册`,
    `${kind} 第${han}册`,
    `高中${kind}${han}`,
  ];
  return {
    text: random.pick(texts),
    means: (one) => one.stage === '高中' && one.canonicalVolume === lesson.canonicalVolume,
  };
}

const editionNames: Readonly<Record<string, readonly string[]>> = {
  统编版: ['统编版', '部编版', '部编版', '部编', '统编'],
  人教版: ['人教版', '人教版', '人教', '人民教育出版社'],
  北师大版: ['北师大版', '北师大', '北师版'],
  苏教版: ['苏教版', '苏教'],
  教科版: ['教科版', '教科'],
  沪教版: ['沪教版', '沪教'],
  译林版: ['译林版', '译林'],
  人教A版: ['人教A版', '人教a版', '人教版A版'],
  湘科版: ['湘科版', '湘科'],
  人音版: ['人音版'],
  外研版: ['外研版', '外研社版', '外研'],
  '人教版（PEP）': ['人教PEP版', 'PEP版', 'pep'],
  '人教版（PEP）（三年级起点）': ['人教PEP版', 'PEP版', 'pep'],
  '人教版（精通）（三年级起点）': ['人教精通版', '精通版'],
  沪教牛津版: ['沪教牛津版'],
};

/** Null where a lesson has no edition, or one that nobody names (旧版, 知识点). */
export function wayOfEdition(lesson: Described, random: Random): Way | null {
  const edition = lesson.canonicalEdition;
  if (edition === '' || /旧版|知识点/u.test(edition)) return null;
  return {
    text: random.pick(editionNames[edition] ?? [edition]),
    means: (one) => one.canonicalEdition === edition,
  };
}

/** Whether somebody who types a short edition name might mean that lesson's edition too. */
export function isRelatedEdition(one: Described, other: Described): boolean {
  const family = (lesson: Described) => lesson.canonicalEdition.slice(0, 2);
  return one.canonicalEdition !== other.canonicalEdition && family(one) === family(other);
}

const subjectNames: Readonly<Record<string, readonly string[]>> = {
  道德与法治: ['道德与法治', '道德与法治', '道法'],
  生物学: ['生物', '生物学', '生物'],
  思想政治: ['思想政治', '政治'],
  体育与健康: ['体育', '体育与健康'],
};

export function wayOfSubject(lesson: Described, random: Random): Way {
  const subject = lesson.canonicalSubject;
  return {
    text: random.pick(subjectNames[subject] ?? [subject]),
    means: (one) => one.canonicalSubject === subject,
  };
}

const oldNames: Readonly<Record<string, readonly string[]>> = {
  道德与法治: ['思想品德', '思品', '品德与社会', '品德与生活', '品德', '品社'],
  思想政治: ['政治'],
  生物学: ['生物'],
  信息科技: ['信息技术', '计算机'],
};

/** By the name that the subject had; null where it always had this one. */
export function wayOfOldSubject(lesson: Described, random: Random): Way | null {
  const names = oldNames[lesson.canonicalSubject];
  if (!names) return null;
  return { text: random.pick(names), means: wayOfSubject(lesson, random).means };
}

/** All of them must hold. */
export function both(...ways: readonly Way[]): (lesson: Described) => boolean {
  return (lesson) => ways.every((way) => way.means(lesson));
}

/** Ways to write a printed number. */
export function numberWays(counter: string, number: number): string[] {
  if (counter === 'unit')
    return [`Unit ${number}`, `unit ${number}`, `Unit${number}`, `unit${number}`, `UNIT ${number}`];
  if (counter === 'module') return [`Module ${number}`, `module ${number}`, `module${number}`];
  const han = hanNumeral(number);
  const spelled = [
    `第${han}${counter}`,
    `第${han}${counter}`,
    `第${number}${counter}`,
    `第${number}${counter}`,
    `第 ${number} ${counter}`,
  ];
  return counter === '单元' || counter === '课'
    ? [...spelled, `${han}${counter}`, `${number}${counter}`]
    : spelled;
}
