import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalise, normaliseMapped } from './normalise.ts';
import { parseNumeral } from './numerals.ts';

describe('normalise', () => {
  const cases: [from: string, to: string, what: string][] = [
    ['Ｕｎｉｔ　４', 'unit 4', 'full width'],
    ['长方形的面积②', '长方形的面积2', 'circled numbers'],
    ['五•四学制', '五四学制', 'bullet U+2022'],
    ['五·四学制', '五四学制', 'bullet U+00B7'],
    ['列夫·托尔斯泰', '列夫托尔斯泰', 'bullets in names'],
    ['a·b', 'a b', 'bullets between letters'],
    ['数学广角——鸡兔同笼', '数学广角-鸡兔同笼', 'dashes'],
    ['第十二课', '第12课', 'Chinese ordinals'],
    ['第 12 课', '第12课', 'spaced ordinals'],
    ['第二十三课时', '第23课时', 'tens'],
    ['八单元', '第8单元', 'units without 第'],
    ['第三次', '第三次', 'other counters stay'],
    ['分數的初步認識', '分数的初步认识', 'traditional characters'],
    ['電路與磁場、後來的臺灣', '电路与磁场、后来的台湾', 'traditional characters of several kinds'],
    ['fēn shù lǜ nüè', 'fen shu lv nve', 'tones, and ü as it is typed'],
    ["What's this, xi’an", 'whats this, xian', 'apostrophes inside words'],
    ['  圆  的\n面积 ', '圆 的 面积', 'spaces'],
    ['\uE000分\uE001', '分', 'our own marks'],
  ];
  for (const [from, to, what] of cases) {
    test(what, () => {
      assert.equal(normalise(from), to);
    });
  }

  test('doing it twice changes nothing', () => {
    for (const [from] of cases) assert.equal(normalise(normalise(from)), normalise(from));
  });

  test('the mapped form is the same text and leads back to the original', () => {
    for (const [from] of cases) assert.equal(normaliseMapped(from).text.trim(), normalise(from));
    const from = 'Ａ 第十二课 圆';
    const { text, offsets } = normaliseMapped(from);
    assert.equal(from.slice(offsets[text.indexOf('圆')]), '圆');
    assert.equal(from.slice(offsets[text.indexOf('课')]), '课 圆');
    assert.equal(offsets[text.length], from.length);
    assert.deepEqual(normaliseMapped('分數線').offsets, [0, 1, 2, 3]);
  });
});

test('numerals are read to 999', () => {
  const cases: [string, number | null][] = [
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['九', 9],
    ['一二', 12],
    ['12', 12],
    ['1234', null],
    ['十十', null],
    ['', null],
    ['x', null],
  ];
  for (const [text, number] of cases) assert.equal(parseNumeral(text), number, text);
});
