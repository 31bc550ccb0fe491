import assert from 'node:assert/strict';
import type { SearchSort } from '../query.ts';
import type { Search } from '../search.ts';
import type { SynonymGroup } from '../understanding/synonyms.ts';
import { eventually } from './eventually.ts';
import { lesson } from './lessons.ts';

/** What synonyms are tried with. */
export const lessonsWithSynonyms = [
  lesson('tomato', { title: '番茄的生长', grade: 'g1', publishedAt: '2026-01-03T00:00:00Z' }),
  lesson('love-apple', { title: '西红柿的生长', grade: 'g2', publishedAt: '2026-01-04T00:00:00Z' }),
  lesson('both', { title: '番茄和西红柿', grade: 'g2', publishedAt: '2026-01-02T00:00:00Z' }),
  lesson('triangle', { title: '三角形', grade: 'g3' }),
  lesson('shape', { title: '平面图形', grade: 'g3' }),
];

/** What every engine owes to synonyms; `set` changes them while the search runs. */
export async function assertSynonyms(search: Search, set: (groups: SynonymGroup[]) => void): Promise<void> {
  const find = async (q: string, sort: SearchSort = 'relevance', grade?: string) => {
    const filters = grade === undefined ? {} : { grade: [grade] };
    const { hits, total, facets } = await search.search({ q, filters, sort, limit: 10 });
    return { ids: hits.map(({ id }) => id), total, grades: facets.grade, hits };
  };
  assert.deepEqual((await find('番茄')).ids.sort(), ['both', 'tomato']);

  set([
    { words: ['番茄', '西红柿'], oneWay: false },
    { words: ['图形', '三角形'], oneWay: true },
  ]);
  // Within seconds, and without anything being built.
  await eventually(async () => assert.equal((await find('番茄')).total, 3), 10_000);
  const found = await find('番茄');
  assert.deepEqual([...found.ids].sort(), ['both', 'love-apple', 'tomato'], 'each once');
  assert.deepEqual(found.grades, { g1: 1, g2: 2 });
  assert.deepEqual((await find('西红柿生长')).ids.sort(), ['love-apple', 'tomato']);
  assert.deepEqual((await find('番茄', 'newest')).ids, ['love-apple', 'tomato', 'both']);
  assert.deepEqual((await find('番茄', 'relevance', 'g2')).ids.sort(), ['both', 'love-apple']);
  assert.deepEqual((await find('番茄', 'relevance', 'g1')).grades, { g1: 1, g2: 2 });
  assert.match(
    found.hits.find(({ id }) => id === 'love-apple')?.highlights.title ?? '',
    /\uE000西红柿\uE001/,
  );
  assert.deepEqual((await find('图形')).ids.sort(), ['shape', 'triangle']);
  assert.deepEqual((await find('三角形')).ids, ['triangle'], 'one way only');

  const suggested = await search.suggest('番茄', 5);
  assert.deepEqual(suggested.lessons.map(({ id }) => id).sort(), ['both', 'love-apple', 'tomato']);
  const near = await search.search({ q: '西红柿种植', filters: {}, sort: 'relevance', limit: 10 });
  assert.deepEqual(near.nearest.map(({ id }) => id).sort(), ['both', 'love-apple', 'tomato']);

  const first = await search.search({ q: '番茄', filters: {}, sort: 'newest', limit: 2 });
  const { cursor } = first;
  const next = await search.search({ q: '番茄', filters: {}, sort: 'newest', limit: 2, cursor });
  assert.deepEqual(
    [...first.hits, ...next.hits].map(({ id }) => id),
    ['love-apple', 'tomato', 'both'],
  );
}
