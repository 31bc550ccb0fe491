import type { Settings } from 'meilisearch';
import { letterFields, textFields } from '../index-texts.ts';

/** The attributes with tokens, most telling first: they rank in this order. */
const searchedAttributes = [
  ...textFields.map((field) => `${field}Tokens`),
  ...letterFields,
  'characters',
  'contentTokens',
];

/** The attributes that hold the values of the filter fields (and what suggestions are told apart by). */
export const filterAttributes = {
  stage: 'stage',
  subject: 'subject',
  grade: 'grade',
  edition: 'edition',
  volume: 'volume',
  node: 'nodeIds',
  kind: 'kind',
  programme: 'programme',
  school: 'schoolId',
  organisation: 'organisationIds',
  teacher: 'teacherId',
  award: 'award',
  year: 'year',
} as const;

/** What hits bring along. */
export const shownAttributes = [
  'lessonId',
  'title',
  'nodePath',
  'keywords',
  'teacher',
  'school',
  'summary',
  'units',
  'topic',
  'topicLabel',
  'stage',
  'subject',
  'edition',
  'awardRank',
  'completeness',
  'publishedAt',
];

/**
 * All settings of the index; a change here needs a higher `indexFormat`. What is searched are tokens of our own,
 * so Meilisearch has nothing to guess: the language is fixed (else short texts are taken for German or Japanese
 * and cut anew), and one letter of difference is another character, not a slip.
 */
export const indexSettings = {
  searchableAttributes: searchedAttributes,
  displayedAttributes: [...shownAttributes, 'nodeId', 'teacherId'],
  filterableAttributes: [...Object.values(filterAttributes), 'nodeId', 'lessonId'],
  sortableAttributes: ['publishedAt', 'awardRank'],
  rankingRules: [
    'sort',
    'words',
    'typo',
    'proximity',
    'attributeRank',
    'exactness',
    'awardRank:desc',
    'completeness:desc',
    'publishedAt:desc',
  ],
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['cmn'] }],
  typoTolerance: { enabled: false },
  faceting: { maxValuesPerFacet: 300, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits: 10_000 },
  stopWords: [],
  synonyms: {},
  // Nobody looks for a facet's value by its letters: that index cost half of every change.
  facetSearch: false,
  // Distances of words cost two thirds of a build. Tokens overlap, and what is numbered is one: what stands side by
  // side shows without them.
  proximityPrecision: 'byAttribute',
} satisfies Settings;
