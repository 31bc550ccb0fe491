import type { Suggestions } from '../../query.ts';
import type { Word, WordPlan } from '../../understanding/plan-words.ts';
import {
  chooseReading,
  type EngineAnswer,
  type EngineRequest,
  fewHits,
  nearLimit,
  type Reading,
} from '../engine.ts';
import { firstOfEach } from '../first-of-each.ts';
import type { LetterField } from '../index-texts.ts';
import type { Columns, HeldRow, Selection } from './columns.ts';
import type { IndexFile, NamedRow } from './index-file.ts';
import {
  everyWord,
  everyWordIn,
  isSpelled,
  readAloudAs,
  readAloudIn,
  someWord,
  titleContains,
} from './match-expression.ts';
import { type Relevance, rowOrder } from './rank-rows.ts';
import { selectBest } from './select-best.ts';
import { mostScored, type TextMatch, type TextTable } from './text-table.ts';

/** An index as it is searched: the texts in the file, everything else in memory. */
export interface LoadedIndex {
  file: IndexFile;
  columns: Columns;
}

/** Answers a whole search from the reading that its hits speak for. */
export function answerRequest(index: LoadedIndex, request: EngineRequest): EngineAnswer {
  const answers = new Map<number, Met>();
  const reading = chooseReading(request.readings, (number) => {
    const met = meet(index, request.readings[number]!, request);
    answers.set(number, met);
    return met.hits;
  });
  const { hits, selection } = answers.get(reading)!;
  const { rows } = selection;
  return {
    reading,
    hits: hits.slice(0, request.limit),
    total: rows.length,
    facets: selection.countFacets(),
    nearest: request.near && rows.length < fewHits ? comeNear(index, request.near, rows) : [],
  };
}

interface Met {
  selection: Selection;
  hits: NamedRow[];
}

function meet(index: LoadedIndex, reading: Reading, { sort, offset, limit }: EngineRequest): Met {
  const { file, columns } = index;
  const { words, filters, contents } = reading;
  const relevance = contents || words === null ? null : relevanceOf(index, words);
  const candidates = contents ? sayingRows(index, contents) : relevance?.matches.map(({ row }) => row);
  const selection = columns.select(filters, candidates);
  const order = rowOrder(columns, sort, relevance);
  const best = selectBest(selection.rows, offset + limit, order).slice(offset);
  return { selection, hits: textsOf(file, best) };
}

function textsOf(file: IndexFile, rows: readonly HeldRow[]): NamedRow[] {
  return file.texts(rows.map(({ row }) => row));
}

function sayingRows(
  { file, columns }: LoadedIndex,
  { question, besides }: NonNullable<Reading['contents']>,
): number[] {
  const leftOut = new Set(besides);
  return file.matchContents(question).filter((row) => !leftOut.has(columns.row(row)?.id ?? ''));
}

function relevanceOf({ file }: LoadedIndex, { words, whole }: WordPlan): Relevance {
  const titles = whole.length === 0 ? [] : file.lessonTexts.rows(titleContains(whole));
  return {
    matches: matchEvery(file, words),
    titles: new Set(titles),
    tokens: whole.length,
  };
}

/* Words of letters are also looked for among texts read aloud, where they are always the beginning of something. */
function matchEvery(file: IndexFile, words: readonly Word[]): TextMatch[] {
  const spelled = words.filter(isSpelled);
  if (spelled.length === 0) return file.lessonTexts.match(everyWord(words));
  const others = words.filter((word) => !isSpelled(word));
  const sets = spelled.map((word) => [
    ...file.lessonTexts.match(everyWord([word])),
    ...file.lessonLetters.match(readAloudAs(word)),
  ]);
  if (others.length > 0) sets.push(file.lessonTexts.match(everyWord(others)));
  return sets.map(bestOfEachRow).reduce(intersect);
}

function bestOfEachRow(matches: readonly TextMatch[]): TextMatch[] {
  const best = new Map<number, TextMatch>();
  for (const match of matches) {
    const known = best.get(match.row);
    if (!known || match.score < known.score) best.set(match.row, match);
  }
  return [...best.values()];
}

function intersect(some: readonly TextMatch[], others: readonly TextMatch[]): TextMatch[] {
  if (some.length < others.length) return intersect(others, some);
  const scores = new Map(others.map(({ row, score }) => [row, score]));
  return some.flatMap(({ row, score }) => {
    const other = scores.get(row);
    return other === undefined ? [] : { row, score: score + other };
  });
}

/* What has one of the rarest words comes before what has any. */
function comeNear({ file, columns }: LoadedIndex, { words, filters }: Reading, except: Iterable<HeldRow>) {
  if (words === null) return [];
  const seen = new Set(except);
  const near: HeldRow[] = [];
  for (const expression of rarestFirst(file.lessonTexts, words.words)) {
    if (near.length === nearLimit) break;
    const matches = file.lessonTexts.match(expression);
    const selection = columns.select(
      filters,
      matches.map(({ row }) => row),
    );
    const rows = selection.rows.filter((row) => !seen.has(row));
    const order = rowOrder(columns, 'relevance', { matches, titles: new Set(), tokens: 0 });
    for (const row of selectBest(rows, nearLimit - near.length, order)) {
      near.push(row);
      seen.add(row);
    }
  }
  return textsOf(file, near);
}

/* Asks for the rarest words, of which no more rows can have one than are scored, then for all that are in any row. */
function rarestFirst(texts: TextTable, words: readonly Word[]): string[] {
  const counted = words
    .map((word) => ({ word, count: texts.count(everyWord([word])) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => one.count - other.count);
  if (counted.length === 0) return [];
  let rows = 0;
  const rarest = counted.filter(({ count }) => {
    rows += count;
    return rows <= mostScored;
  });
  const any = someWord(counted.map(({ word }) => word));
  if (rarest.length === 0 || rarest.length === counted.length) return [any];
  return [`(${someWord(rarest.map(({ word }) => word))}) AND (${any})`, any];
}

/** So many lessons are looked through for different nodes or teachers, for each one wanted. */
const suggestionSpread = 20;

/** So many lessons that match are compared: of more, any will do while so little is typed. */
const suggestionMatches = 2000;

/** What begins like the text, by title, place and teacher; what the first plan finds comes first. */
export function suggestFrom(
  { file, columns }: LoadedIndex,
  plans: readonly WordPlan[],
  limit: number,
): Suggestions {
  const best = (field: SuggestedField, count: number) => {
    const found: NamedRow[] = [];
    for (const { words } of plans) {
      if (found.length >= count) break;
      const matches = bestOfEachRow([
        ...file.lessonTexts.match(everyWordIn(field, words), suggestionMatches),
        ...(words.length === 1 && isSpelled(words[0]!)
          ? file.lessonLetters.match(readAloudIn(letterFieldOf[field], words[0]!), suggestionMatches)
          : []),
      ]);
      const order = rowOrder(columns, 'relevance', { matches, titles: new Set(), tokens: 0 });
      const rows = matches.flatMap(({ row }) => columns.row(row) ?? []);
      found.push(...textsOf(file, selectBest(rows, count - found.length, order)));
    }
    return found;
  };
  const lessons = best('title', limit).map(({ id, title }) => ({ id, title }));
  const nodes = best('nodePath', limit * suggestionSpread).map(({ nodeId, nodePath }) => ({
    id: nodeId,
    name: nodePath,
  }));
  const teachers = best('teacher', limit * suggestionSpread).map(({ teacherId, teacher, school }) => ({
    id: teacherId,
    name: teacher,
    school,
  }));
  return {
    lessons: firstOfEach(lessons, limit),
    nodes: firstOfEach(nodes, limit),
    teachers: firstOfEach(teachers, limit),
  };
}

type SuggestedField = 'title' | 'nodePath' | 'teacher';

const letterFieldOf = {
  title: 'titleLetters',
  nodePath: 'placeLetters',
  teacher: 'teacherLetters',
} as const satisfies Record<SuggestedField, LetterField>;
