import { z } from 'zod';
import { SearchAnswer, SearchQuery, Suggestions } from '../../contract/search.ts';
import { readSuggestions } from '../../lessons/read-suggestions.ts';
import { searchLessons } from '../../lessons/search-lessons.ts';
import { defineRoute } from '../../route.ts';

export const search = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: 'Search the published lessons',
  rule: 'public',
  limit: 'search',
  // At a peak a whole class asks the same in one second; what is published shows a second later.
  cacheControl: ({ kind }) =>
    kind === 'visitor' ? 'public, max-age=0, s-maxage=1, must-revalidate' : 'no-store',
  query: SearchQuery,
  answer: SearchAnswer,
  handle: ({ context, actor, language, query, signal }) =>
    searchLessons(context, actor, language, query, signal),
});

export const suggest = defineRoute({
  method: 'GET',
  path: '/api/suggest',
  summary: 'Lessons, nodes and teachers for what has been typed so far',
  rule: 'public',
  limit: 'suggest',
  // The same for everybody; what has been withdrawn is gone within the minute.
  cacheControl: () => 'public, max-age=30, must-revalidate',
  query: z.object({ q: z.string().max(200) }),
  answer: Suggestions,
  handle: ({ context, query, signal }) => readSuggestions(context, query.q, signal),
});
