import type { HighlightField, SearchHit } from '../../search/query.ts';
import type { Lesson } from '../contract/lessons.ts';
import type { Passage } from '../contract/search.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { readMarks } from './read-highlights.ts';

type ShownLesson = Pick<Lesson, 'summary' | 'keywords' | 'nodes'>;

/** What a result shows anyway, marks and all. */
const alwaysShown: readonly HighlightField[] = ['title', 'teacher', 'school'];

/** What is shown besides where it matched, in this order: the text as it was indexed, and from where it is shown. */
const passageTexts: {
  field: string;
  indexed: HighlightField;
  text(lesson: ShownLesson): string;
  from(lesson: ShownLesson): number;
}[] = [
  {
    field: 'place',
    indexed: 'nodePath',
    text: (lesson) => nodePathNames(lesson.nodes).join(' '),
    // Subject and book stand on every result.
    from: ({ nodes }) => nodePathNames(nodes.filter(isAboveUnits)).join(' ').length + 1,
  },
  { field: 'keywords', indexed: 'keywords', text: (lesson) => lesson.keywords.join('　'), from: () => 0 },
  { field: 'summary', indexed: 'summary', text: (lesson) => lesson.summary, from: () => 0 },
];

const isAboveUnits = ({ kind }: { kind: string }) => kind !== 'unit' && kind !== 'topic';

const mostPassages = 2;

/**
 * The passages that say why a lesson is among the hits: those with words that are not marked in what is shown of
 * it anyway. None of a text that reads otherwise by now.
 */
export function choosePassages(marked: SearchHit['highlights'], lesson: ShownLesson): Passage[] {
  const seen = new Set(alwaysShown.flatMap((field) => markedWords(marked[field])));
  const passages: Passage[] = [];
  for (const { field, indexed, text, from } of passageTexts) {
    const { plain, ranges } = readMarks(marked[indexed] ?? '');
    if (plain !== text(lesson)) continue;
    const begin = from(lesson);
    const shown = ranges.filter((range) => range[0] >= begin);
    const isNew = (range: [number, number]) => !isSeen(seen, plain.slice(...range));
    const first = shown.find(isNew);
    if (!first) continue;
    for (const range of shown) seen.add(plain.slice(...range).toLowerCase());
    const passage = cutAround(
      plain.slice(begin),
      shown.map(([start, end]): [number, number] => [start - begin, end - begin]),
      first[0] - begin,
    );
    passages.push({ field, ...passage, text: passage.text.replaceAll('　', '、') });
  }
  return passages.slice(0, mostPassages);
}

function markedWords(marked: string | undefined): string[] {
  const { plain, ranges } = readMarks(marked ?? '');
  return ranges.map(([from, to]) => plain.slice(from, to).toLowerCase());
}

function isSeen(seen: ReadonlySet<string>, word: string): boolean {
  const lower = word.toLowerCase();
  return [...seen].some((one) => one.includes(lower));
}

/** How much stands before what matched, and in all (UTF-16 units): two lines on a phone. */
const before = 16;
const longest = 64;

function cutAround(
  text: string,
  ranges: readonly [number, number][],
  at: number,
): Pick<Passage, 'text' | 'ranges'> {
  const start = text.length <= longest || at <= before ? 0 : wholeCharacter(text, at - before);
  const end = start + longest >= text.length ? text.length : wholeCharacter(text, start + longest);
  const lead = start > 0 ? '…' : '';
  return {
    text: lead + text.slice(start, end) + (end < text.length ? '…' : ''),
    ranges: ranges
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]): [number, number] => [from - start + lead.length, to - start + lead.length]),
  };
}

/** Not between the halves of a character. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at;
}
