import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ask, answerQuery } from './answer-query.ts';
import { IndexLostError } from './engines/engine.ts';
import { terms } from './test/lessons.ts';
import { createUnderstanding } from './understanding/understand-query.ts';

test('a good answer stays where the names of the library cannot be read, and that is told', async () => {
  const engine = {
    search: async () => ({ reading: 0, hits: [], total: 0, facets: {}, nearest: [] }),
  };
  const ask: Ask = async (question) => ({
    result: await question(engine as never, new AbortController().signal),
    engine: 'meilisearch',
  });
  const lost = new IndexLostError('the embedded search index is damaged');
  const fail = () => {
    throw lost;
  };
  const told: unknown[] = [];
  const answer = await answerQuery(
    ask,
    { q: '分式的初步认识', filters: {}, sort: 'relevance', limit: 20 },
    createUnderstanding(terms)('分式的初步认识'),
    { lexicon: { near: fail, known: fail }, onLost: (problem) => told.push(problem) },
  );
  assert.deepEqual([answer.engine, answer.total, told], ['meilisearch', 0, [lost]]);
});
