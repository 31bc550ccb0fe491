import type { Word } from './understanding/plan-words.ts';

/** The fields by which lessons can be filtered; all hold slugs or ids, `year` a number. */
export const filterFields = [
  'stage',
  'subject',
  'grade',
  'edition',
  'volume',
  'node',
  'kind',
  'programme',
  'school',
  'organisation',
  'teacher',
  'award',
  'year',
] as const;

export type FilterField = (typeof filterFields)[number];

/**
 * A value of `grade` for filters alone: the lessons of a stage that stand at no grade, as those of most books of
 * senior school do. It is counted in no facet.
 */
export const ungraded = (stage: string) => `${ungradedMark}${stage}`;

/** The stage of such a value; null for a grade. */
export const stageOfUngraded = (grade: string): string | null =>
  grade.startsWith(ungradedMark) ? grade.slice(ungradedMark.length) : null;

const ungradedMark = '-';

/** Within a field any of the values will do; fields must all hold. An empty list is no filter. */
export type SearchFilters = { [Field in Exclude<FilterField, 'year'>]?: readonly string[] } & {
  year?: readonly number[];
};

/** The fields that are counted beside the hits. */
export const facetFields = [
  'stage',
  'subject',
  'grade',
  'edition',
  'volume',
  'kind',
  'programme',
  'school',
  'award',
  'year',
] as const satisfies readonly FilterField[];

export type FacetField = (typeof facetFields)[number];

/** How many lessons have each value; a value that no lesson has is left out. */
export type FacetCounts = Record<FacetField, Record<string, number>>;

export type SearchSort = 'relevance' | 'newest' | 'award';

/** What a person asks for. */
export interface SearchQuery {
  /** As typed, of any length; empty means browsing. Text in quotation marks is taken literally. */
  q: string;
  filters: SearchFilters;
  sort: SearchSort;
  /** 1 to 100. */
  limit: number;
  /** From an earlier answer to the same question. */
  cursor?: string;
}

export type HighlightField = 'title' | 'nodePath' | 'keywords' | 'teacher' | 'school' | 'summary';

/** Stands before and after every marked part of a highlight; private-use characters, never in the text itself. */
export const highlightStart = '\uE000';
export const highlightEnd = '\uE001';

export interface SearchHit {
  /** The lesson's id; whoever shows the lesson reads it anew and asks whether it may be seen. */
  id: string;
  /**
   * The whole plain text (never HTML) of the fields in which something matched; what matched stands between
   * `highlightStart` and `highlightEnd`.
   */
  highlights: Partial<Record<HighlightField, string>>;
  /** Whether it was found by what its captions or attachments say: `findPassage` finds the place in them. */
  throughContents: boolean;
}

/** The fields that the words of a query can stand for. */
export type UnderstoodField = 'stage' | 'subject' | 'grade' | 'edition' | 'volume' | 'kind' | 'award';

/** A part of the typed text that acts as a filter. */
export interface Understood {
  field: UnderstoodField;
  /** The slug. */
  value: string;
  /** The words, as they were typed; in quotation marks they would be searched for literally. */
  text: string;
  /** Of a grade: the stage whose lessons that stand at no grade count as well. */
  ungradedOf?: string;
}

export interface SearchAnswer {
  hits: SearchHit[];
  /** What was looked for in the hits. */
  words: readonly Word[];
  /** Each facet ignores the filter on its own field and follows all others. */
  facets: FacetCounts;
  /** What of the typed text acts as a filter on `hits`. */
  understood: Understood[];
  /** What was looked for instead of words by which nothing was surely found, as the library writes it. */
  corrected?: { typed: string; text: string };
  /** The number of matches; an estimate above 1,000. */
  total: number;
  /** Where hits are few: lessons that only come near. None of them is among the hits. */
  nearest: SearchHit[];
  /** What of `understood` does not hold for what comes near, where nothing under all of it does. */
  nearestBeyond?: Understood[];
  /** Present if there are more hits. */
  cursor?: string;
  /** The engine that answered. */
  engine: 'embedded' | 'meilisearch';
}

export interface Suggestions {
  lessons: { id: string; title: string }[];
  /** Nodes at which published lessons stand; the name is the whole path. */
  nodes: { id: string; name: string }[];
  /** Teachers who have published lessons. */
  teachers: { id: string; name: string; school: string }[];
}
