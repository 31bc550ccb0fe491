import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Lexicon, nearTokens, phraseTokens } from '../engines/lexicon.ts';
import { correct, namesWithin } from './rescue.ts';

/** Names as a library has them, found as its index finds them. */
function lexiconOf(...names: string[]): Lexicon {
  const phrases = names.map((text) => ({ text, uses: 1 }));
  return {
    near: (text) => {
      const wanted = new Set(nearTokens(text));
      return phrases.filter((phrase) => phraseTokens(phrase.text).some((token) => wanted.has(token)));
    },
    known: (texts) => phrases.filter(({ text }) => texts.includes(text)),
  };
}

const lexicon = lexiconOf('分数的初步认识', '应用文写作', '一元二次方程', '荷花', '未来', '小数除法', '圆');

describe('what was probably meant', () => {
  const cases: [typed: string, meant: string | null][] = [
    ['份数', '分数'],
    ['分数的出步认识', '分数的初步认识'],
    ['应文写作', '应用文写作'],
    ['一元二方程', '一元二次方程'],
    ['一元次二方程', '一元二次方程'],
    ['末来', '未来'],
    ['何花', '荷花'],
    ['小数除法', null],
    ['光合作用', null],
    ['园', null],
    ['fenshu', null],
    ['', null],
  ];
  for (const [typed, meant] of cases)
    test(typed || 'nothing', () => assert.equal(correct(typed, lexicon), meant));
});

describe('names inside what was typed', () => {
  const cases: [typed: string, names: string[]][] = [
    ['荷花讲了什么道理', ['荷花']],
    ['小数除法和一元二次方程哪个难', ['一元二次方程', '小数除法']],
    ['光合作用', []],
    ['圆', []],
  ];
  for (const [typed, names] of cases) test(typed, () => assert.deepEqual(namesWithin(typed, lexicon), names));
});
