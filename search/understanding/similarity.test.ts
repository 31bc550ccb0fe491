import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { likeness, mostSlips } from './similarity.ts';

describe('what was typed with slips', () => {
  const cases: [typed: string, text: string, part: string, cost: number, what: string][] = [
    ['分数', '认识分数', '分数', 0, 'nothing'],
    ['份数', '分数的初步认识', '分数', 0.5, 'sounds alike'],
    ['己经', '已经', '已经', 0.5, 'looks alike'],
    ['分散的初步认识', '分数的初步认识', '分数的初步认识', 1, 'another character'],
    ['应文写作', '应用文写作', '应用文写作', 0.7, 'one left out'],
    ['分分数', '分数', '分数', 1, 'one too many'],
    ['反例比函数', '反比例函数', '反比例函数', 0.7, 'two swapped'],
    ['周末', '分数', '分数', 2, 'something else'],
  ];
  for (const [typed, text, part, cost, what] of cases) {
    test(what, () => {
      const found = likeness(typed, text);
      assert.equal(found.part, part);
      assert.ok(Math.abs(found.cost - cost) < 1e-9, String(found.cost));
    });
  }
  test('the shorter the text, the fewer slips are believed', () => {
    assert.ok(mostSlips(2) < mostSlips(4) && mostSlips(4) < mostSlips(9));
  });
});
