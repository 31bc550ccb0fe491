import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { initialsToken, lettersMeet, letterTokens, readAloud } from './pinyin.ts';

describe('texts read aloud', () => {
  const cases: [text: string, units: string][] = [
    ['分数的初步认识', 'fen shu de chu bu ren shi'],
    ['听听，秋的声音', 'ting ting qiu de sheng yin'],
    ['女儿', 'nv er'],
    ['長方形', 'chang fang xing'],
    ['DNA是遗传物质', 'dna shi yi chuan wu zhi'],
    ['Unit 4', 'unit 4'],
    ['…', ''],
  ];
  for (const [text, units] of cases) {
    test(text, () => assert.equal(readAloud(text).join(' '), units));
  }
  test('a name begins with a surname', () => {
    assert.equal(readAloud('单雪', 'name')[0], 'shan');
  });
});

test('a text is found from every syllable on, by initials, and by its other reading', () => {
  const tokens = letterTokens('音乐之声');
  for (const token of ['yinyuezhisheng', 'yuezhisheng', 'yinlezhisheng', '0iyyzs', '0izs'])
    assert.ok(tokens.includes(token), token);
  assert.equal(initialsToken('yyzs'), '0iyyzs');
});

test('a text of other letters is found without the spaces between its words', () => {
  assert.deepEqual(letterTokens('Look at my nose'), ['lookatmynose']);
  assert.deepEqual(letterTokens('Nose'), []);
});

describe('how letters meet a text', () => {
  const cases: [letters: string, text: string, met: 'whole' | 'part' | null][] = [
    ['fenshu', '分数', 'whole'],
    ['fs', '分数', 'whole'],
    ['fenshu', '认识分数', 'part'],
    ['fenshu', '分双', null],
    ['zhongli', '重力', 'whole'],
    ['chongfu', '重复', 'whole'],
    ['en', '分数', null],
  ];
  for (const [letters, text, met] of cases) {
    test(`${letters} ${text}`, () => assert.equal(lettersMeet(letters, text), met));
  }
});
