import type { Suggestions } from '../../query.ts';
import { loosen, type Word, type WordPlan } from '../../understanding/plan-words.ts';
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

function meet(index: LoadedIndex, reading: Reading, request: EngineRequest): Met {
  const { sort, offset, limit, unordered } = request;
  const { file, columns } = index;
  const { words, filters, contents } = reading;
  const candidates = contents ? sayingRows(index, contents) : words ? rowsOf(file, words.words) : undefined;
  const selection = columns.select(filters, candidates);
  // How well texts match takes longer to find out than all the rest.
  const isOrdered = words && candidates && !contents && !(unordered && selection.rows.length <= limit);
  const relevance = isOrdered ? relevanceOf(file, reading, words, candidates) : null;
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

/* Words of letters are also looked for among texts read aloud, where they are always the beginning of something. */
function rowsOf({ lessonTexts, lessonLetters }: IndexFile, words: readonly Word[]): number[] {
  const others = words.filter((word) => !isSpelled(word));
  const sets = others.length > 0 ? [lessonTexts.rows(everyWord(others))] : [];
  for (const word of words.filter(isSpelled)) {
    if (sets.at(-1)?.length === 0) return [];
    const rows = [...lessonTexts.rows(everyWord([word])), ...lessonLetters.rows(readAloudAs([word]))];
    sets.push([...new Set(rows)]);
  }
  return sets.reduce(inBoth);
}

function inBoth(some: number[], others: number[]): number[] {
  if (some.length > others.length) return inBoth(others, some);
  const fewer = new Set(some);
  return others.filter((row) => fewer.has(row));
}

/* A reading for nothing but titles asks for these alone. */
function relevanceOf(
  { lessonTexts, lessonLetters }: IndexFile,
  { aside }: Reading,
  { words, whole }: WordPlan,
  rows: readonly number[],
): Relevance {
  const titles = new Set(whole.length === 0 ? [] : lessonTexts.rows(titleContains(whole)));
  if (aside) return { matches: [], titles, tokens: whole.length };
  const matches = [
    ...matchesOf(lessonTexts, everyWord(words), rows),
    ...(words.every(isSpelled) ? matchesOf(lessonLetters, readAloudAs(words), rows) : []),
  ];
  return { matches: bestOfEachRow(matches), titles, tokens: whole.length };
}

/* Of very many rows it is only asked which of them have it in the title. */
function matchesOf(
  texts: TextTable,
  expression: string,
  rows: readonly number[],
  most = mostScored,
): TextMatch[] {
  if (rows.length <= most) return texts.match(expression, most);
  return texts.titled(expression).map((row) => ({ row, score: -1 }));
}

function bestOfEachRow(matches: readonly TextMatch[]): TextMatch[] {
  const best = new Map<number, TextMatch>();
  for (const match of matches) {
    const known = best.get(match.row);
    if (!known || match.score < known.score) best.set(match.row, match);
  }
  return [...best.values()];
}

/* What has one of the rarest words comes before what has any. */
function comeNear({ file, columns }: LoadedIndex, { words, filters }: Reading, except: Iterable<HeldRow>) {
  if (words === null) return [];
  const seen = new Set(except);
  const near: HeldRow[] = [];
  for (const expression of rarestFirst(file.lessonTexts, loosen(words).words)) {
    if (near.length === nearLimit) break;
    const matching = file.lessonTexts.rows(expression);
    const selection = columns.select(filters, matching);
    const matches = matchesOf(file.lessonTexts, expression, matching, mostNear);
    const rows = selection.rows.filter((row) => !seen.has(row));
    const order = rowOrder(columns, 'relevance', { matches, titles: new Set(), tokens: 0 });
    for (const row of selectBest(rows, nearLimit - near.length, order)) {
      near.push(row);
      seen.add(row);
    }
  }
  return textsOf(file, near);
}

/** So many rows with a word that all have are compared all the same, where there is no rarer one. */
const mostNear = 10_000;

/* Asks for the rarest words, as many as no more rows have than are scored, then for all that are in any row. */
function rarestFirst(texts: TextTable, words: readonly Word[]): string[] {
  const counted = words
    .map((word) => ({ word, count: texts.count(everyWord([word])) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => one.count - other.count);
  if (counted.length === 0) return [];
  let rows = 0;
  const rarest = counted.filter(({ count }, place) => {
    rows += count;
    return place === 0 || rows <= mostScored;
  });
  const any = someWord(counted.map(({ word }) => word));
  if (rarest.length === counted.length) return [any];
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
