import type { MultiSearchQuery } from 'meilisearch';
import {
  type FacetField,
  type FilterField,
  facetFields,
  filterFields,
  type SearchFilters,
  stageOfUngraded,
} from '../../query.ts';
import { cutLetters } from '../../understanding/pinyin.ts';
import { loosen, type Word, type WordPlan } from '../../understanding/plan-words.ts';
import type { ContentQuestion } from '../content-tokens.ts';
import { type EngineRequest, fewHits, nearLimit, type Reading } from '../engine.ts';
import { type Saying, sayingsOf } from './sayings.ts';
import { filterAttributes, shownAttributes } from './settings.ts';
import { askOpen, spreadToken } from './spread-tokens.ts';

/** One query of a request, and what its result is for. */
export interface PlannedQuery {
  purpose:
    | { part: 'hits'; reading: number }
    | { part: 'facet'; reading: number; field: FacetField }
    | { part: 'near' };
  query: MultiSearchQuery;
}

/** Everything that one search asks, for one request: hits, a count for each filtered facet, what comes near. */
export function planQueries(request: EngineRequest, indexUid: string): PlannedQuery[] {
  const planned = request.readings.flatMap((reading, number) =>
    planReading(reading, number, request, indexUid),
  );
  if (!request.near?.words) return planned;
  const filter = filterExpression(request.near.filters);
  const near = sayingsOf(request.near.words.words).slice(0, nearSayings);
  return [
    ...planned,
    ...near.map(({ words }): PlannedQuery => {
      const query: MultiSearchQuery = {
        indexUid,
        q: looseText(words),
        matchingStrategy: 'frequency',
        filter,
        limit: nearLimit + fewHits,
        attributesToRetrieve: shownAttributes,
      };
      return { purpose: { part: 'near' }, query };
    }),
  ];
}

/** What comes near is asked for in so many ways at most, where words have synonyms. */
const nearSayings = 3;

function planReading(
  reading: Reading,
  number: number,
  request: EngineRequest,
  indexUid: string,
): PlannedQuery[] {
  const { words, contents } = reading;
  if (words === null || contents) return planSaying(textOf(reading), reading, number, request, indexUid);
  const sayings = sayingsOf(words.words);
  // Several are put in one order once they are there, from the first hit on.
  const asked =
    sayings.length === 1 ? request : { ...request, offset: 0, limit: request.offset + request.limit };
  return sayings.flatMap((saying) => planSaying(sayingText(saying), reading, number, asked, indexUid));
}

function planSaying(
  q: string,
  reading: Reading,
  number: number,
  request: EngineRequest,
  indexUid: string,
): PlannedQuery[] {
  const common = { indexUid, q, matchingStrategy: 'all' } as const;
  const filtered = facetFields.filter((field) => isFiltered(reading.filters, field));
  const free = facetFields.filter((field) => !isFiltered(reading.filters, field));
  const hits: MultiSearchQuery = {
    ...common,
    filter: filterOf(reading),
    facets: free.map((field) => filterAttributes[field]),
    offset: request.offset,
    limit: request.limit,
    attributesToRetrieve: shownAttributes,
    ...sorting(request.sort),
  };
  return [
    { purpose: { part: 'hits', reading: number }, query: hits },
    ...filtered.map(
      (field): PlannedQuery => ({
        purpose: { part: 'facet', reading: number, field },
        query: {
          ...common,
          filter: filterOf({ ...reading, filters: { ...reading.filters, [field]: [] } }),
          facets: [filterAttributes[field]],
          limit: 0,
        },
      }),
    ),
  ];
}

/** Lessons, nodes and teachers that have all words of a text that is being typed, in this order. */
export function planSuggestion(plan: WordPlan, limit: number, indexUid: string): MultiSearchQuery[] {
  const common = { indexUid, q: strictText(plan), matchingStrategy: 'all', limit } as const;
  return [
    {
      ...common,
      attributesToSearchOn: ['titleTokens', 'titleLetters'],
      attributesToRetrieve: ['lessonId', 'title'],
    },
    {
      ...common,
      attributesToSearchOn: ['nodePathTokens', 'placeLetters'],
      attributesToRetrieve: ['nodeId', 'nodePath'],
      distinct: 'nodeId',
    },
    {
      ...common,
      attributesToSearchOn: ['teacherTokens', 'teacherLetters'],
      attributesToRetrieve: ['teacherId', 'teacher', 'school'],
      distinct: 'teacherId',
    },
  ];
}

function sorting(sort: EngineRequest['sort']): { sort?: string[] } {
  switch (sort) {
    case 'relevance':
      return {};
    case 'newest':
      return { sort: ['publishedAt:desc'] };
    case 'award':
      return { sort: ['awardRank:desc'] };
    default:
      return sort satisfies never;
  }
}

function textOf({ words, contents }: Reading): string {
  if (contents) return contentText(contents.question);
  return words === null ? '' : strictText(words);
}

function filterOf({ filters, contents }: Reading): string[][] {
  const besides = contents?.besides ?? [];
  return [...filterExpression(filters), ...besides.map((id) => [`lessonId != ${filterValue(id)}`])];
}

/*
 * Meilisearch's query syntax. Tokens are letters and digits (see tokenise), so nothing in them can be an operator.
 * What stands in quotation marks has to be there as it is; only the last word without them may go on.
 */

/** Every word has to be there; for `matchingStrategy: 'all'`. */
function strictText({ words }: Pick<WordPlan, 'words'>): string {
  const cut = words.map(cutWord);
  const open = cut.filter((word) => word.prefix);
  const whole = cut.filter((word) => !word.prefix);
  return [...whole.map(phrase), ...open.map(openPhrase)].join(' ');
}

/* Texts read aloud are not kept any longer; what was cut goes on. */
function cutWord(word: Word): Word {
  const [token = ''] = word.tokens;
  const kept = cutLetters(token);
  return word.tokens.length > 1 || kept === token || !/^[a-z]+$/.test(token) || token.startsWith('zq')
    ? word
    : { ...word, tokens: [kept], prefix: true };
}

function sayingText({ words, not }: Saying): string {
  return [strictText({ words }), ...not.map((word) => `-${phrase(word)}`)].join(' ');
}

/** Some of the words have to be there; for `matchingStrategy: 'frequency'`. */
function looseText(words: readonly Word[]): string {
  const plain = words.map(({ text, tokens, prefix }) => ({ text, tokens, prefix }));
  return loosen({ words: plain, whole: [] })
    .words.flatMap((word) => word.tokens.map(spreadToken))
    .join(' ');
}

function contentText({ tokens, open }: ContentQuestion): string {
  return [
    ...tokens.map((token) => `"${spreadToken(token)}"`),
    ...(open === null ? [] : [spreadToken(open)]),
  ].join(' ');
}

function phrase(word: Word): string {
  return quoted(word.tokens.map(spreadToken));
}

/* A phrase cannot go on: of several tokens the last is asked for beside the phrase of all before it. */
function openPhrase(word: Word): string {
  const before = word.tokens.slice(0, -1).map(spreadToken);
  const { whole, open } = askOpen(word.tokens.at(-1)!);
  return [
    ...(before.length > 0 ? [quoted(before)] : []),
    ...whole.map((token) => quoted([token])),
    ...(open === null ? [] : [open]),
  ].join(' ');
}

function quoted(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}

/** Within a field any value, all fields; values are quoted, so that nothing in them can be syntax. */
function filterExpression(filters: SearchFilters): string[][] {
  return filterFields.flatMap((field) => {
    const values: readonly (string | number)[] = filters[field] ?? [];
    if (values.length === 0) return [];
    return [values.map((value) => condition(field, value))];
  });
}

function condition(field: FilterField, value: string | number): string {
  const attribute = filterAttributes[field];
  const stage = field === 'grade' ? stageOfUngraded(String(value)) : null;
  if (stage === null) return `${attribute} = ${filterValue(value)}`;
  return `(${attribute} IS NULL AND ${filterAttributes.stage} = ${filterValue(stage)})`;
}

function filterValue(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function isFiltered(filters: SearchFilters, field: FilterField): boolean {
  return (filters[field]?.length ?? 0) > 0;
}
