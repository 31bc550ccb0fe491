import assert from 'node:assert/strict';
import type { Search } from '../search.ts';
import { eventually } from './eventually.ts';
import { lesson } from './lessons.ts';

const senior = { stage: 'senior', grade: null, subject: 'math', volume: 'required-1' } as const;

/** What grades without books and editions in use are tried with. */
export const lessonsOfRegion = [
  lesson('set', { ...senior, title: '集合的概念' }),
  lesson('set-graded', { ...senior, grade: 'g10', volume: 'a', title: '集合的运算' }),
  lesson('set-g12', { ...senior, grade: 'g12', title: '集合复习' }),
  lesson('set-junior', { title: '集合', stage: 'junior', grade: null, subject: 'math' }),
  lesson('lotus-old', { title: '荷花', subject: 'chinese', edition: 'pep', awardRank: 3, award: 'city' }),
  lesson('lotus-current', { title: '荷花', subject: 'chinese', edition: 'tongbian' }),
  lesson('lotus-part', { title: '荷花的写法', subject: 'chinese', edition: 'tongbian' }),
];

/** What every engine owes to books without a grade and to a region's editions; `set` changes the editions. */
export async function assertRegion(
  search: Search,
  set: (editions: Record<string, string[]>) => void,
): Promise<void> {
  const find = (q: string, filters = {}) =>
    search.search({ q, filters, sort: 'relevance' as const, limit: 10 });
  const ids = async (q: string, filters = {}) => (await find(q, filters)).hits.map(({ id }) => id);

  const found = await find('高一数学集合');
  assert.deepEqual(found.hits.map(({ id }) => id).sort(), ['set', 'set-graded']);
  assert.deepEqual(found.understood[0], { field: 'grade', value: 'g10', text: '高一', ungradedOf: 'senior' });
  assert.deepEqual(found.facets.grade, { g10: 1, g12: 1 }, 'no grade is no value to choose');
  assert.deepEqual(await ids('高一上集合的概念'), ['set'], 'books without a grade have no term');
  assert.deepEqual(await ids('集合', { grade: ['g10'] }), ['set-graded'], 'what is chosen holds as it is');
  assert.deepEqual(await ids('三年级集合'), []);

  const lotus = ['lotus-old', 'lotus-current', 'lotus-part'];
  assert.deepEqual(await ids('荷花'), lotus);
  set({ 'primary/chinese': ['tongbian'] });
  const current = ['lotus-current', 'lotus-old', 'lotus-part'];
  await eventually(async () => assert.deepEqual(await ids('荷花'), current), 10_000);
  set({});
  await eventually(async () => assert.deepEqual(await ids('荷花'), lotus), 10_000);
}
