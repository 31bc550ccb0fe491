import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlightEnd, highlightStart } from '../query.ts';
import { highlight } from './highlight.ts';
import { planWords } from './plan-words.ts';

const marked = (text: string, query: string) =>
  highlight(text, planWords(query).words)?.replaceAll(highlightStart, '[').replaceAll(highlightEnd, ']') ??
  null;

test('marks words where they stand in the text as it was written', () => {
  const cases: [text: string, query: string, expected: string | null][] = [
    ['反比例函数', '比例', '反[比例]函数'],
    ['分数的加法', '分数加法', '[分数]的[加法]'],
    ['ＭＹ Home', 'my', '[ＭＹ] Home'],
    ['第十二课 山行', '第12课', '[第十二课] 山行'],
    ['homework at home', 'home at', 'homework [at] [home]'],
    ['homework', 'hom', '[hom]ework'],
    ['列夫·托尔斯泰', '托尔斯泰', '列夫·[托尔斯泰]'],
    ['圆', '方', null],
    ['<b>圆</b>', '圆', '<b>[圆]</b>'],
    ['', '圆', null],
  ];
  for (const [text, query, expected] of cases)
    assert.equal(marked(text, query), expected, `${text} / ${query}`);
});

test('marks that stand in the text itself are taken out', () => {
  assert.equal(marked(`${highlightEnd}圆${highlightStart}`, '圆'), ' [圆] ');
});

test('long texts stay whole, so that every mark stands where it stands in the text', () => {
  const text = `圆${'𬭎'.repeat(200)}圆的面积${'𬭎'.repeat(200)}面积`;
  const result = marked(text, '面积') ?? '';
  assert.equal(result.replaceAll(/[[\]]/g, ''), text);
  assert.equal(result.split('[面积]').length, 3);
});
