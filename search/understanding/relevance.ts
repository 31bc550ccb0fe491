import type { Found } from '../engines/engine.ts';
import { normalise } from './normalise.ts';
import { lettersMeet } from './pinyin.ts';
import type { Word } from './plan-words.ts';
import { lessonNumbers, numberOfTitle, unitNumbers } from './printed-numbers.ts';
import { textKey, withoutNumber, withoutUnitNumber } from './text-key.ts';

/** What lessons are compared with. */
export interface Asked {
  /** All that was typed, as `textKey` has it. */
  typed: string;
  /** What of it is looked for as text, as `textKey` has it. */
  text: string;
  /** The same without the number and the period that titles have. */
  core: string;
  words: readonly Word[];
  /** The text, where it is nothing but letters: they may be pinyin. */
  letters: string | null;
}

export function askedOf(typed: string, text: string, words: readonly Word[]): Asked {
  const letters = normalise(text).replaceAll(/[ '-]/g, '');
  return {
    typed: textKey(typed),
    text: textKey(text),
    core: textKey(withoutNumber(text)),
    words,
    letters: /^[a-z]{2,}$/.test(letters) ? letters : null,
  };
}

/** How well a lesson answers, by where its texts say what was asked. Higher is better; equal is as good. */
const grades = {
  title: 100,
  titleWithoutNumber: 98,
  titleByTeacher: 97,
  number: 93,
  titleNumber: 91,
  teacher: 88,
  inTitle: 80,
  inTitleAsRead: 78,
  topic: 77,
  unit: 76,
  inTopic: 65,
  inUnit: 60,
} as const;

/** From here on (of 100) the texts leave no doubt that this is what was asked. */
export const clearGrade = 55;
/** From here on the title says it all in one piece. */
export const titleGrade = grades.inTitleAsRead;
/** From here on it is the title. */
export const wholeTitleGrade = grades.titleByTeacher;

/** How much a word counts by the best field that has it. */
const wordWeights = { title: 1, number: 1, teacher: 0.95, topic: 0.9, unit: 0.8, keywords: 0.8, rest: 0.4 };
/** Lessons of which every word stands in the title are worth so much; in no field that tells, nothing. */
const everyWordGrade = 70;
/** Worth is compared in steps of this, so that award and the rest decide between what is as good. */
const gradeStep = 5;

/** How well a lesson answers, 0 to 100. */
export function gradeFound(found: Found, asked: Asked): number {
  if (asked.text === '') return 0;
  return Math.max(gradeWhole(found, asked), gradeWords(found, asked.words));
}

/**
 * The best first: by text, then what is of an edition that the region uses now (or of a subject for which it has not
 * said), then by award, completeness and freshness.
 */
export function rankFound(
  found: readonly Found[],
  asked: Asked,
  editions: CurrentEditions = new Map(),
): Found[] {
  const graded = found.map((one) => ({
    one,
    grade: gradeFound(one, asked),
    current: isCurrent(one, editions) ? 1 : 0,
  }));
  return graded
    .sort((a, b) => b.grade - a.grade || b.current - a.current || byStanding(a.one, b.one))
    .map(({ one }) => one);
}

/** The editions a region uses now, by `stage/subject`; where it has not said, all are alike. */
export type CurrentEditions = ReadonlyMap<string, ReadonlySet<string>>;

function isCurrent({ stage, subject, edition }: Found, editions: CurrentEditions): boolean {
  return editions.get(`${stage}/${subject}`)?.has(edition) ?? true;
}

type Standing = Pick<Found, 'id' | 'awardRank' | 'completeness' | 'publishedAt'>;

/** Which of two that answer as well comes first: by award, completeness, freshness, and last by id. */
export function byStanding(one: Standing, other: Standing): number {
  return (
    other.awardRank - one.awardRank ||
    other.completeness - one.completeness ||
    other.publishedAt - one.publishedAt ||
    (one.id < other.id ? -1 : 1)
  );
}

function gradeWhole(found: Found, { typed, text, core: askedCore, words, letters }: Asked): number {
  const title = textKey(found.title);
  const core = textKey(withoutNumber(found.title));
  const teacher = textKey(found.teacher);
  const units = found.units === '' ? [] : found.units.split('\n');
  if (words.length > 0 && words.every(isNumber)) {
    const numbers = numbersOf(found);
    if (words.every((word) => isAmong(word, numbers))) return grades.number;
    const number = numberOfTitle(found.title);
    if (number !== null && words.every((word) => isAmong(word, lessonNumbers(number))))
      return grades.titleNumber;
  }
  if (title === typed || title === text) return grades.title;
  if (core === typed || core === text || core === askedCore) return grades.titleWithoutNumber;
  const rest = teacher === '' ? text : text.replace(teacher, '');
  if (rest !== text && rest !== '' && (rest === title || rest === core)) return grades.titleByTeacher;
  if (textKey(found.topic) === text) return grades.topic;
  if (units.some((unit) => textKey(unit) === text || textKey(withoutUnitNumber(unit)) === text))
    return grades.unit;
  if (teacher === text) return grades.teacher;
  if (letters !== null) return gradeLetters(found, letters, units);
  if (title.includes(typed) || title.includes(rest === '' ? text : rest)) return grades.inTitle;
  if (textKey(found.topic).includes(text)) return grades.inTopic;
  return units.some((unit) => textKey(unit).includes(text)) ? grades.inUnit : 0;
}

function gradeLetters(found: Found, letters: string, units: readonly string[]): number {
  const title = lettersMeet(letters, found.title);
  if (title === 'whole' || lettersMeet(letters, withoutNumber(found.title)) === 'whole') {
    return grades.titleWithoutNumber;
  }
  if (lettersMeet(letters, found.teacher, 'name') === 'whole') return grades.teacher;
  const places = [found.topic, ...units.flatMap((unit) => [unit, withoutUnitNumber(unit)])];
  const met = places.map((place) => lettersMeet(letters, place));
  if (met.includes('whole')) return grades.unit;
  if (title === 'part') return grades.inTitleAsRead;
  return met.includes('part') ? grades.inUnit : 0;
}

function gradeWords(found: Found, words: readonly Word[]): number {
  if (words.length === 0) return 0;
  const title = normalise(found.title);
  const others: [text: string, weight: number][] = [
    [normalise(found.teacher), wordWeights.teacher],
    [normalise(found.topic), wordWeights.topic],
    [normalise(found.units), wordWeights.unit],
    [normalise(found.keywords), wordWeights.keywords],
  ];
  let sum = 0;
  for (const word of words) {
    if (isNumber(word) && isAmong(word, numbersOf(found))) sum += wordWeights.number;
    else if (says(title, word)) sum += wordWeights.title;
    else sum += others.find(([text]) => says(text, word))?.[1] ?? wordWeights.rest;
  }
  const share = (sum / words.length - wordWeights.rest) / (1 - wordWeights.rest);
  return Math.round((everyWordGrade * share) / gradeStep) * gradeStep;
}

function says(text: string, word: Word): boolean {
  return [word, ...(word.others ?? [])].some((one) => text.includes(one.text));
}

/** The numbers by which its book prints a lesson and its units, in all ways to write them. */
function numbersOf({ units, topicLabel }: Found): string[] {
  return [...units.split('\n').flatMap(unitNumbers), ...lessonNumbers(topicLabel)];
}

/* u3 by what it stands for: its others. */
function isNumber(word: Word): boolean {
  return sayings(word).some((text) => /^第\d|^(?:unit|module|lesson|chapter) \d/u.test(text));
}

function isAmong(word: Word, numbers: readonly string[]): boolean {
  return sayings(word).some((text) => numbers.includes(text));
}

function sayings({ text, others = [] }: Word): string[] {
  return [text, ...others.map((other) => other.text)];
}
