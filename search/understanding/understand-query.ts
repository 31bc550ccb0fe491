import type { Understood, UnderstoodField } from '../query.ts';
import type { SearchTerms } from '../search.ts';
import { matchGrade } from './match-grade.ts';
import { normaliseMapped, ordinalCounters } from './normalise.ts';
import { isPinyin } from './pinyin.ts';
import { createTermDictionary, type Meaning, type TermDictionary } from './term-dictionary.ts';

/** A query, taken apart. */
export interface Understanding {
  /** What acts as a filter, in the order it was typed; `name` is the term's Chinese name. */
  understood: (Understood & { name: string })[];
  /** What is left to be searched for as text. */
  text: string;
  /**
   * The same with the names of subjects, stages, kinds and awards left in the text: titles speak of these too
   * (科学探究, 数学活动). Null where none was understood.
   */
  asTitle: Pick<Understanding, 'understood' | 'text'> | null;
}

/** What titles speak of too. */
const wordsOfTitles: ReadonlySet<string> = new Set(['subject', 'stage', 'kind', 'award']);

/** The longest query that is looked at, in UTF-16 units. */
const queryLimit = 800;

/** Makes the function that takes queries apart; pure, the same for every engine. */
export function createUnderstanding(terms: SearchTerms): (query: string) => Understanding {
  const dictionary = createTermDictionary(terms);
  return (query) => {
    const parts = splitQuoted(query.slice(0, queryLimit));
    const { understood, text } = understandParts(parts, dictionary, () => true);
    const besides = (field: UnderstoodField) => !wordsOfTitles.has(field);
    const isTitled = understood.some(({ field }) => !besides(field));
    return { understood, text, asTitle: isTitled ? understandParts(parts, dictionary, besides) : null };
  };
}

function understandParts(
  parts: ReturnType<typeof splitQuoted>,
  dictionary: TermDictionary,
  counts: (field: UnderstoodField) => boolean,
): Pick<Understanding, 'understood' | 'text'> {
  const understood: Understanding['understood'] = [];
  const texts: string[] = [];
  for (const part of parts) {
    if (part.quoted) {
      texts.push(part.text);
      continue;
    }
    const all = (meaning: Meaning) => counts(meaning.field);
    const everything = understandPart(part.text, dictionary, all);
    const certain = everything.understood.some(
      ({ everyday, text }) => !everyday || (everything.text !== '' && standsApart(text, part.text)),
    );
    const taken = certain
      ? everything
      : understandPart(part.text, dictionary, (meaning) => all(meaning) && !meaning.everyday);
    understood.push(
      ...taken.understood.map(({ field, value, name, text, ungradedOf }) => ({
        ...{ field, value, name, text },
        ...(ungradedOf === undefined ? {} : { ungradedOf }),
      })),
    );
    texts.push(taken.text);
  }
  return { understood: withoutDoubles(understood), text: texts.join(' ').replace(/\s+/gu, ' ').trim() };
}

/** What is searched for as it stands, its quotation marks around it. */
export const quotedText = /["“”＂「『]([^"“”＂「」『』]*)["“”＂」』]/gu;

/* 自然的声音 and 声音 自然, but not 自然数: the name is a word of its own. */
function standsApart(name: string, part: string): boolean {
  return part.includes(`${name}的`) || ` ${part} `.includes(` ${name} `);
}

function splitQuoted(query: string): { text: string; quoted: boolean }[] {
  const parts: { text: string; quoted: boolean }[] = [];
  let at = 0;
  for (const match of query.matchAll(quotedText)) {
    parts.push({ text: query.slice(at, match.index), quoted: false }, { text: match[1]!, quoted: true });
    at = match.index + match[0].length;
  }
  parts.push({ text: query.slice(at), quoted: false });
  return parts.filter((part) => part.text !== '');
}

interface Found {
  length: number;
  meanings: readonly Meaning[];
}

/** A part of a query; what does not count is text. */
function understandPart(
  part: string,
  dictionary: TermDictionary,
  counts: (meaning: Meaning) => boolean,
): { understood: (Understanding['understood'][number] & { everyday?: true })[]; text: string } {
  const { text, offsets } = normaliseMapped(part);
  const edges = wordEdges(text);
  const understood: ReturnType<typeof understandPart>['understood'] = [];
  let left = '';
  let at = 0;
  let free = true;
  while (at < text.length) {
    const isFree = free || (edges.all.has(at) && gradeAtEnd.test(text.slice(at - 1)));
    const found = findAt(text, at, isFree, edges, dictionary);
    if (found?.meanings.every(counts)) {
      const typed = part.slice(offsets[at], offsets[at + found.length]).trim();
      understood.push(...found.meanings.map((meaning) => ({ ...meaning, text: typed })));
      at += found.length;
      left += ' ';
      free = true;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    left += character;
    at += character.length;
    free = !/[\p{L}\p{N}]/u.test(character) || character === '的' || endsNumber.test(text.slice(0, at));
  }
  const trimmed = left.replace(/\s+/gu, ' ').trim();
  return {
    understood,
    text: understood.length > 0 ? trimmed.replace(/^的+|(?<= )的+(?= |$)/gu, '') : trimmed,
  };
}

function findAt(
  text: string,
  at: number,
  free: boolean,
  edges: WordEdges,
  dictionary: TermDictionary,
): Found | null {
  const name = dictionary.longestAt(text, at);
  const term = name && standsAlone(text, at, free, name, edges.all) && name.meanings.length > 0 ? name : null;
  const grade = gradeAt(text, at, free, edges.words, dictionary);
  if (!term || !grade) return term ?? grade;
  return grade.length >= term.length ? grade : term;
}

function gradeAt(
  text: string,
  at: number,
  free: boolean,
  words: ReadonlySet<number>,
  dictionary: TermDictionary,
): Found | null {
  const begins = (next: number) => dictionary.longestAt(text, next) !== null || words.has(next);
  const match = matchGrade(text, at, free, begins);
  if (!match) return null;
  const grade = match.grade === null ? null : dictionary.named('grade', `g${match.grade}`);
  if (match.grade !== null && !grade) return null;
  const names = match.term === null ? [] : [match.term === 1 ? '上册' : '下册'];
  const volumes = names.flatMap((name) => dictionary.lookUp(name)).filter(({ field }) => field === 'volume');
  const meanings = [...(grade ? [grade] : []), ...volumes];
  return meanings.length > 0 ? { length: match.length, meanings } : null;
}

/*
 * 数学 in 数学家 is no subject: what names a subject, stage or kind has to end where words end. The names of
 * editions, grades and volumes end in a character that says so, and dictionaries do not know them. Short names
 * of grades (高一, in 提高一倍) are for `matchGrade` to judge.
 */
function standsAlone(
  text: string,
  at: number,
  free: boolean,
  { length, meanings }: Found,
  edges: ReadonlySet<number>,
): boolean {
  if (meanings.some(({ spelled }) => spelled)) return isSpelledAlone(text, at, free, length);
  if (/^[a-z0-9]/u.test(text.slice(at)) && /[a-z0-9]/u.test(text[at - 1] ?? '')) return false;
  if (/[a-z0-9]$/u.test(text.slice(at, at + length)) && /[a-z0-9]/u.test(text[at + length] ?? ''))
    return false;
  const name = text.slice(at, at + length);
  if (/^[小初高]\p{sc=Han}$/u.test(name) && meanings.some(({ field }) => field === 'grade')) return false;
  if (!meanings.some(({ field }) => field === 'subject' || field === 'kind' || field === 'stage'))
    return true;
  return edges.has(at) && edges.has(at + length) && !goesOn.test(text.slice(at + length));
}

/* shuxue and shuxuefenshu name the subject, shuxuela does not: what follows has to be syllables too. */
function isSpelledAlone(text: string, at: number, free: boolean, length: number): boolean {
  const after = /^[a-z]*/.exec(text.slice(at + length))?.[0] ?? '';
  const ends = after === '' || (length >= shortestBeforeOthers && isPinyin(after));
  return ends && (free || !/[a-z]/.test(text[at - 1] ?? ''));
}

/** Names of fewer letters are also the beginnings of other words. */
const shortestBeforeOthers = 5;

/* 数学家, 科学史, 生物圈, 英语角, 美术馆, 艺术节: the dictionary cuts some of these in two. */
const goesOn = /^[家史迷界圈角馆节者]/u;

/* A number ends where its counter does: 第三单元三上数学, 语文15课四上. */
const endsNumber = new RegExp(`(?:第|(?<!\\d)(?=\\d))\\d{1,3}(?:${ordinalCounters.join('|')})$`, 'u');

/* 全等三角形初二: last of all, and no part of 大年初一. */
const gradeAtEnd = /^[^年升]?[初高][一二三1-3](?:年级)?(?:[上下](?:册|学期)?)?$/u;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

interface WordEdges {
  /** Where words begin and end. */
  all: ReadonlySet<number>;
  /** Where words of several characters begin that stand behind one of their own: 乘法 in 二上乘法, not in 一上课. */
  words: ReadonlySet<number>;
}

function wordEdges(text: string): WordEdges {
  const edges = new Set([text.length]);
  const words = new Set<number>();
  let before = '';
  for (const { segment, index } of segmenter.segment(text)) {
    edges.add(index);
    if ([...before].length === 1 && /^\p{sc=Han}{2}/u.test(segment)) words.add(index);
    before = segment;
  }
  /* The dictionary cuts 三年级 into 三年 and 级 and 七上数学 anyhow: a term may begin behind what names a grade. */
  for (const match of text.matchAll(/年级|[上下]册?|[版册]/gu)) edges.add(match.index + match[0].length);
  return { all: edges, words };
}

function withoutDoubles(understood: Understanding['understood']): Understanding['understood'] {
  const seen = new Set<string>();
  return understood.filter(({ field, value }) => {
    const key = `${field} ${value}`;
    return !seen.has(key) && seen.add(key);
  });
}
