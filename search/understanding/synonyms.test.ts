import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sayingsOf } from '../engines/meilisearch/sayings.ts';
import { planWords } from './plan-words.ts';
import { mostOthers, readSynonyms, withSynonyms } from './synonyms.ts';

const synonyms = readSynonyms([
  { words: ['番茄', '西红柿'], oneWay: false },
  { words: ['奥运会', '奥林匹克运动会', 'Olympic Games'], oneWay: false },
  { words: ['图形', '三角形'], oneWay: true },
]);
const expand = (text: string) =>
  withSynonyms(planWords(text), synonyms).words.map(({ text: word, others = [] }) =>
    [word, ...others.map((other) => other.text)].join('|'),
  );

const cases: [text: string, words: string[]][] = [
  ['番茄的生长', ['番茄|西红柿', '生长']],
  ['西红柿', ['西红柿|番茄']],
  ['奥林匹克运动会', ['奥林匹克运动会|奥运会|olympic games']],
  ['OLYMPIC games', ['olympic games|奥运会|奥林匹克运动会']],
  ['图形', ['图形|三角形']],
  ['三角形', ['三角形']],
  ['分数', ['分数']],
];

describe('words with their synonyms', () => {
  for (const [text, words] of cases) test(text, () => assert.deepEqual(expand(text), words));

  test('as many as there may be are all looked for, on either engine', () => {
    const words = [...'甲乙丙丁戊己庚辛'].map((one) => `${one}方`);
    assert.equal(words.length, mostOthers + 1);
    const plan = withSynonyms(
      { words: [{ text: '辛方', tokens: [], prefix: false }], whole: [] },
      readSynonyms([{ words, oneWay: false }]),
    );
    const said = sayingsOf(plan.words).map((saying) => saying.words.map(({ text }) => text).join());
    assert.deepEqual(said.sort(), words.toSorted());
  });

  test('without any a plan stays as it is', () => {
    const plan = planWords('番茄');
    assert.equal(withSynonyms(plan, readSynonyms([])), plan);
  });
});
