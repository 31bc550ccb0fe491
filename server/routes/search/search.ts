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
  limit: 'search',
  query: z.object({ q: z.string().max(200) }),
  answer: Suggestions,
  handle: ({ context, query, signal }) => readSuggestions(context, query.q, signal),
});
