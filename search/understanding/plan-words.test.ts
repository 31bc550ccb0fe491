import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalise } from './normalise.ts';
import { loosen, planTyping, planWords, wordLimit } from './plan-words.ts';
import { splitRuns, tokenise } from './tokenise.ts';

describe('the words of a query', () => {
  const cases: [query: string, words: string[]][] = [
    ['分数加法', ['分数', '加法']],
    ['分数的初步认识', ['分数', '初步', '认识']],
    ['反比例函数', ['反比例', '函数']],
    ['圆', ['圆']],
    ['的', ['的']],
    ['怎么学', ['怎么', '学']],
    ['鲁迅的课文有哪些', ['鲁迅', '课文']],
    ['分数怎么学', ['分数']],
    ['第2单元复习', ['第2单元', '复习']],
    ['Unit 4 my home', ['unit 4', 'my', 'home']],
    ['Unit four', ['unit 4']],
    ['12课 山行', ['第12课', '山行']],
    ['……！？', []],
    ['😀', []],
  ];
  for (const [query, words] of cases) {
    test(query, () => {
      assert.deepEqual(
        planWords(query).words.map(({ text }) => text),
        words,
      );
    });
  }

  test('only a last word of letters may go on', () => {
    const open = (query: string) =>
      planWords(query)
        .words.filter(({ prefix }) => prefix)
        .map(({ text }) => text);
    assert.deepEqual(open('my hom'), ['hom']);
    assert.deepEqual(open('hom 圆'), []);
    assert.deepEqual(open('unit 4'), []);
    assert.deepEqual(open('圆'), []);
  });

  test('there are never more than the limit', () => {
    const long = '圆的面积 '.repeat(1000);
    assert.equal(planWords(long).words.length, wordLimit);
    assert.equal(planTyping(long).words.length, wordLimit);
    assert.equal(loosen(planWords(long)).words.length, wordLimit);
  });
});

test('overlapping pairs hold every two neighbours, in letters and digits only', () => {
  const tokens = tokenise('反比例 unit 4 第8单元');
  assert.equal(tokens.length, 7);
  for (const token of tokens) assert.match(token, /^[a-z0-9]+$/);
  assert.deepEqual(tokenise('比例'), [tokens[1]]);
  assert.deepEqual(tokens.slice(2, 5), ['unit', 'unit4', '4'], 'what is numbered is one thing besides');
});

test('text is cut into stretches of one script, and ordinals', () => {
  assert.deepEqual(
    splitRuns(normalise('学习第十二课《山行》b2B кошка 𬭎')).map(({ script, text }) => `${script}:${text}`),
    ['han:学习', 'ordinal:第12课', 'han:课', 'han:山行', 'word:b2b', 'word:кошка', 'han:𬭎'],
  );
});
