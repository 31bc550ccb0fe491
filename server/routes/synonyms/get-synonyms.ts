import { Synonyms } from '../../contract/synonyms.ts';
import { defineRoute } from '../../route.ts';
import { presentSynonyms, readSynonyms } from '../../search-synonyms.ts';

export const getSynonyms = defineRoute({
  method: 'GET',
  path: '/api/synonyms',
  summary: 'The words that search takes for each other',
  rule: 'settings.manage',
  answer: Synonyms,
  handle: async ({ context, language }) => presentSynonyms(await readSynonyms(context.database.db), language),
});
