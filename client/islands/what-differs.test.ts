import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Difference, type Facet, whatDiffers } from './what-differs.ts';

describe('what was saved elsewhere and stands otherwise here', () => {
  const before = [
    { name: '课题', text: '分数' },
    { name: '内容简介', text: '' },
  ];
  const mine = [
    { name: '课题', text: '分数' },
    { name: '内容简介', text: '几分之一。' },
  ];
  const theirs = (title: string, summary: string) => [
    { name: '课题', text: title },
    { name: '内容简介', text: summary },
  ];
  const title = { name: '课题', mine: '分数', theirs: '小数', untouched: true };
  const summary = { name: '内容简介', mine: '几分之一。', theirs: '', untouched: false };
  const cases: [string, Facet[], Difference[]][] = [
    ['nothing', mine, []],
    ['what only they have changed', theirs('小数', '几分之一。'), [title]],
    ['what only we have changed', theirs('分数', ''), [summary]],
    ['what both have changed', theirs('分数', '认识'), [{ ...summary, theirs: '认识' }]],
    ['one of each', theirs('小数', ''), [title, summary]],
    [
      'what we do not know of',
      [{ name: '年份', text: '2026' }],
      [{ name: '年份', mine: '', theirs: '2026', untouched: false }],
    ],
  ];
  for (const [what, saved, differing] of cases) {
    it(`is ${what}`, () => assert.deepEqual(whatDiffers(mine, saved, before), differing));
  }

  it('counts as changed here where nobody knows what was there before', () => {
    assert.deepEqual(whatDiffers(mine, theirs('小数', '几分之一。')), [{ ...title, untouched: false }]);
  });
});
