import type { Suggestions } from '../../query.ts';
import type { WordPlan } from '../../understanding/plan-words.ts';
import { type EngineAnswer, type EngineRequest, fewHits, nearLimit, type Reading } from '../engine.ts';
import type { Columns, Selection } from './columns.ts';
import type { IndexFile } from './index-file.ts';
import { everyWord, everyWordIn, someWord, titleContains } from './match-expression.ts';
import { type Relevance, rowOrder } from './rank-rows.ts';
import { selectBest } from './select-best.ts';

/** An index as it is searched: the texts in the file, everything else in memory. */
export interface LoadedIndex {
  file: IndexFile;
  columns: Columns;
}

/** Answers a whole search from the first reading that matches anything. */
export function answerRequest(index: LoadedIndex, request: EngineRequest): EngineAnswer {
  let reading = 0;
  let met = meet(index, request.readings[0]!);
  while (met.selection.rows.length === 0 && reading + 1 < request.readings.length) {
    const next = meet(index, request.readings[reading + 1]!);
    reading++;
    if (next.selection.rows.length > 0) met = next;
  }
  const matched = met.selection.rows.length > 0;
  const { rows, facets } = met.selection;
  const order = rowOrder(index.columns, request.sort, met.relevance);
  const best = selectBest(rows, request.offset + request.limit, order).slice(request.offset);
  return {
    reading: matched ? reading : 0,
    hits: index.file.texts(best),
    total: rows.length,
    facets,
    nearest: request.near && rows.length < fewHits ? comeNear(index, request.near, new Set(rows)) : [],
  };
}

interface Met {
  selection: Selection;
  relevance: Relevance | null;
}

function meet({ file, columns }: LoadedIndex, { words, filters }: Reading): Met {
  if (words === null) return { selection: columns.select(filters), relevance: null };
  const matches = file.match(everyWord(words.words));
  const titles = new Set(file.match(titleContains(words.whole)).map(({ row }) => row));
  const candidates = matches.map(({ row }) => row);
  return {
    selection: columns.select(filters, candidates),
    relevance: { matches, titles, tokens: words.whole.length },
  };
}

function comeNear({ file, columns }: LoadedIndex, { words, filters }: Reading, except: ReadonlySet<number>) {
  const matches = words === null ? [] : file.match(someWord(words.words));
  const candidates = matches.flatMap(({ row }) => (except.has(row) ? [] : [row]));
  const { rows } = columns.select(filters, candidates);
  const order = rowOrder(columns, 'relevance', { matches, titles: new Set(), tokens: 0 });
  return file.texts(selectBest(rows, nearLimit, order));
}

/** So many lessons are looked through for different nodes or teachers, for each one wanted. */
const suggestionSpread = 20;

/** What begins like the text, by title, place and teacher. */
export function suggestFrom({ file, columns }: LoadedIndex, plan: WordPlan, limit: number): Suggestions {
  const best = (field: 'title' | 'nodePath' | 'teacher', count: number) => {
    const matches = file.match(everyWordIn(field, plan.words));
    const order = rowOrder(columns, 'relevance', { matches, titles: new Set(), tokens: 0 });
    return file.texts(
      selectBest(
        columns.select(
          {},
          matches.map(({ row }) => row),
        ).rows,
        count,
        order,
      ),
    );
  };
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
    lessons: best('title', limit).map(({ id, title }) => ({ id, title })),
    nodes: firstOfEach(nodes, limit),
    teachers: firstOfEach(teachers, limit),
  };
}

function firstOfEach<Item extends { id: string }>(items: readonly Item[], limit: number): Item[] {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].slice(0, limit);
}
