import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPassage } from './find-passage.ts';
import { planWords } from './plan-words.ts';

const cases: [what: string, text: string, q: string, shown: string | null][] = [
  ['a short line is shown whole', '认识分数', '分数', '认识【分数】'],
  ['nothing where nothing is said', '认识小数', '分数', null],
  ['the first line that has it', '小数\n分数的意义\n分数的大小', '分数', '【分数】的意义'],
  [
    'the line with the most words before the first',
    '分数\n分数的大小比较',
    '分数 比较',
    '【分数】的大小【比较】',
  ],
  [
    'of a long line what stands around it',
    `${'前'.repeat(50)}分数${'后'.repeat(80)}`,
    '分数',
    `…${'前'.repeat(16)}【分数】${'后'.repeat(42)}…`,
  ],
  ['far inside a very long line', `${'前'.repeat(2000)}分数`, '分数', `…${'前'.repeat(16)}【分数】`],
  [
    'as it was written: wide, traditional, in numerals',
    '今天講第十二课，ＦＲＡＣＴＩＯＮ',
    '第12课 fraction',
    '今天講【第十二课】，【ＦＲＡＣＴＩＯＮ】',
  ],
  ['a word that goes on', 'Fractions are fun', 'fract', '【Fract】ions are fun'],
  ['no half of a character', `${'😀'.repeat(20)}分数`, '分数', `${'😀'.repeat(20)}【分数】`],
  ['no half of a character at a cut', `a${'😀'.repeat(40)}分数`, '分数', `…${'😀'.repeat(8)}【分数】`],
];

describe('a passage', () => {
  for (const [what, text, q, shown] of cases) {
    test(what, () => {
      const found = findPassage(text, planWords(q).words);
      if (shown === null) return assert.equal(found, null);
      assert.ok(found);
      let marked = '';
      let at = 0;
      for (const [start, end] of found.ranges) {
        marked += `${found.text.slice(at, start)}【${found.text.slice(start, end)}】`;
        at = end;
      }
      assert.equal(marked + found.text.slice(at), shown);
      assert.equal(found.words, planWords(q).words.length);
    });
  }

  test('has each word as a word, not as a part of another', () => {
    const lines = 'a partial start\nparts and art';
    assert.equal(findPassage(lines, planWords('art work').words)?.text, 'parts and art');
    assert.equal(findPassage('a partial start', planWords('art work').words), null);
  });

  test('is shown from its own line, whatever stands in those before', () => {
    assert.equal(findPassage('第\n\n十二\n\uFFFE课\n通分\n', planWords('通分').words)?.text, '通分');
    assert.equal(findPassage('第\n十二课', planWords('第12课').words), null);
  });

  test('is the first one where the words never stand together', () => {
    const found = findPassage('通分\n约分\n通分的方法', planWords('约分 通分').words);
    assert.deepEqual([found?.text, found?.words], ['通分', 1]);
  });

  test('is found in a whole book at once', () => {
    const book = Array.from(
      { length: 200 },
      (_, line) => `第${line}行${'一二三四五六七八九十'.repeat(9)}`,
    ).join('\n');
    assert.equal(findPassage(`${book}\n通分`, planWords('通分').words)?.text, '通分');
  });
});
