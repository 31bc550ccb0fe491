import { TermLists } from '../../contract/curriculum.ts';
import { allTerms } from '../../contract/terms/all-terms.ts';
import type { Term } from '../../contract/terms/term.ts';
import { defineRoute } from '../../route.ts';

export const listTerms = defineRoute({
  method: 'GET',
  path: '/api/terms',
  summary: 'Every slug with its Chinese and English name',
  rule: 'public',
  answer: TermLists,
  handle: async () =>
    Object.fromEntries(
      Object.entries(allTerms).map(([name, terms]: [string, readonly Term[]]) => [
        name,
        terms.map(({ slug, zh, en }) => ({ slug, zh, en })),
      ]),
    ),
});
