import { type HighlightField, highlightEnd, highlightStart, type SearchHit } from '../../search/query.ts';
import type { Lesson } from '../contract/lessons.ts';
import type { SearchHit as Hit } from '../contract/search.ts';

type SearchedTexts = Pick<Lesson, 'title' | 'summary' | 'teacher' | 'school'>;

/** The texts that a lesson shows as they were indexed; of lists and places no part can be pointed at. */
const shownTexts: [HighlightField, (lesson: SearchedTexts) => string][] = [
  ['title', (lesson) => lesson.title],
  ['summary', (lesson) => lesson.summary],
  ['teacher', (lesson) => lesson.teacher.name],
  ['school', (lesson) => lesson.school.name],
];

/**
 * Marked texts as offsets into the lesson's own, in UTF-16 units. What the lesson no longer says as the index
 * knew it has none: they would mark something else.
 */
export function toHighlights(highlights: SearchHit['highlights'], lesson: SearchedTexts): Hit['highlights'] {
  const ranges: Hit['highlights'] = {};
  for (const [field, textOf] of shownTexts) {
    const read = readMarks(highlights[field] ?? '');
    if (read.ranges.length > 0 && read.plain === textOf(lesson)) ranges[field] = read.ranges;
  }
  return ranges;
}

/** A marked text without its marks, and where they stood. */
export function readMarks(marked: string): { plain: string; ranges: [number, number][] } {
  const ranges: [number, number][] = [];
  let plain = '';
  let start = 0;
  for (const character of marked.split('')) {
    if (character === highlightStart) start = plain.length;
    else if (character === highlightEnd) ranges.push([start, plain.length]);
    else plain += character;
  }
  return { plain, ranges };
}
