import type { LessonDocument } from '../document.ts';
import { normalise } from '../understanding/normalise.ts';
import { letterTokens } from '../understanding/pinyin.ts';
import { lessonNumbers, numberOfTitle, unitNumbers } from '../understanding/printed-numbers.ts';
import { characterTokens, tokenise } from '../understanding/tokenise.ts';

/** The searched fields, most telling first; both engines weigh them in this order. */
export const textFields = [
  'title',
  'numbers',
  'keywords',
  'nodePath',
  'teacher',
  'school',
  'summary',
] as const;

export type TextField = (typeof textFields)[number];

/** The fields that are found by how they are read aloud: title, teacher, and the names of topic and units. */
export const letterFields = ['titleLetters', 'teacherLetters', 'placeLetters'] as const;

export type LetterField = (typeof letterFields)[number];

/**
 * A document's texts as tokens separated by spaces; `characters` holds every Han character of them once, the
 * fields of letters how they are read.
 */
export type IndexTexts = Record<TextField | 'characters' | LetterField, string>;

/** What is indexed of a document's texts, the same in every engine. */
export function indexTexts(document: LessonDocument): IndexTexts {
  const texts = {
    title: normalise(document.title),
    keywords: normalise(document.keywords.join(' | ')),
    nodePath: normalise(document.nodePath),
    teacher: normalise(document.teacher),
    school: normalise(document.school),
    summary: normalise(document.summary),
  };
  return {
    title: tokenise(texts.title).join(' '),
    numbers: printedNumbers(document).flatMap(tokenise).join(' '),
    keywords: tokenise(texts.keywords).join(' '),
    nodePath: tokenise(texts.nodePath).join(' '),
    teacher: tokenise(texts.teacher).join(' '),
    school: tokenise(texts.school).join(' '),
    summary: tokenise(texts.summary).join(' '),
    characters: characterTokens([texts.title, texts.keywords, texts.nodePath, texts.teacher].join(' ')).join(
      ' ',
    ),
    titleLetters: letterTokens(document.title).join(' '),
    teacherLetters: letterTokens(document.teacher, 'name').join(' '),
    placeLetters: placeLetters(document),
  };
}

/* A title that begins with a number is taken at its word where the book's own is not known. */
function printedNumbers({ title, units, topicLabel }: LessonDocument): string[] {
  const label = topicLabel ?? numberOfTitle(title);
  return [...units.flatMap(unitNumbers), ...(label === null ? [] : lessonNumbers(label))];
}

function placeLetters({ title, units, topic }: LessonDocument): string {
  const names = [...units, ...(topic === null || topic === title ? [] : [topic])];
  return [...new Set(names.flatMap((name) => letterTokens(name)))].join(' ');
}
