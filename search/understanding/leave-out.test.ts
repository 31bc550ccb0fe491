import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { terms } from '../test/lessons.ts';
import { leaveOut } from './leave-out.ts';
import { createUnderstanding } from './understand-query.ts';

const understand = createUnderstanding(terms);
const without = (query: string, field: 'grade' | 'volume' | 'subject', value: string) =>
  leaveOut(understand, query, { field, value });

const cases: [query: string, field: 'grade' | 'volume' | 'subject', value: string, left: string][] = [
  ['三年级分数', 'grade', 'g3', '分数'],
  ['小三 分数', 'grade', 'g3', '分数'],
  ['分数 三年级 3年级 小三', 'grade', 'g3', '分数'],
  ['三年级的分数', 'grade', 'g3', '分数'],
  ['三年级上册分数', 'volume', 'a', '三年级 分数'],
  ['三年级上册分数', 'grade', 'g3', '上册 分数'],
  ['三上 分数', 'volume', 'a', '三年级 分数'],
  ['三年级', 'grade', 'g3', ''],
  ['三年级数学', 'subject', 'math', '三年级'],
  ['“三年级”三年级分数', 'grade', 'g3', '“三年级” 分数'],
  ['"三年级 分数', 'grade', 'g3', '" 分数'],
  ['三年级 “分数', 'grade', 'g3', '“分数'],
  ['“三年级分数”', 'grade', 'g3', '“三年级分数”'],
  ['分数', 'grade', 'g3', '分数'],
  ['$& 三年级 $1', 'grade', 'g3', '$& $1'],
];

describe('a query without what was understood', () => {
  for (const [query, field, value, left] of cases) {
    test(`${query} without ${field} ${value}`, () => assert.equal(without(query, field, value), left));
  }

  test('what was left out is understood no longer, the rest still is', () => {
    for (const query of ['三年级上册数学分数', '三上数学 分数', '小三数学"分数"三年级', '3年级“数学" 数学']) {
      const before = understand(query).understood;
      for (const item of before) {
        const left = leaveOut(understand, query, item);
        const after = understand(left).understood.map(({ field, value }) => `${field} ${value}`);
        const expected = before.filter((other) => other !== item);
        assert.deepEqual(
          after,
          expected.map(({ field, value }) => `${field} ${value}`),
          left,
        );
        assert.equal(leaveOut(understand, left, item), left, 'leaving it out twice changes nothing');
      }
    }
  });
});
