import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whatDiffers } from './what-differs.ts';

describe('what another save says otherwise', () => {
  const mine = [
    { name: '课题', text: '分数' },
    { name: '内容简介', text: '' },
  ];
  const cases = [
    ['nothing', mine, []],
    ['another text', [{ name: '课题', text: '小数' }], [{ name: '课题', text: '小数' }]],
    ['what we do not say', [{ name: '内容简介', text: '认识' }], [{ name: '内容简介', text: '认识' }]],
    ['that it says nothing', [{ name: '课题', text: '' }], [{ name: '课题', text: '' }]],
    ['what we do not know of', [{ name: '年份', text: '2026' }], [{ name: '年份', text: '2026' }]],
  ] as const;
  for (const [what, theirs, differing] of cases) {
    it(`is ${what}`, () => assert.deepEqual(whatDiffers(mine, theirs), differing));
  }
});
