import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tokenise } from '../../understanding/tokenise.ts';
import { askOpen, spreadLetters, spreadToken, spreadTokens } from './spread-tokens.ts';

const led = /^[\u{12000}-\u{12399}\u{13000}-\u{1342e}\u{14400}-\u{14646}\u{16800}-\u{16a38}]/u;

/** Without the letter that leads it. */
function bare(token: string): string {
  return token.replace(led, '');
}

describe('tokens led by a letter of their beginning', () => {
  const alike: [string, string, string][] = [
    ['pairs of one first character', tokenise('分数')[0]!, tokenise('分母')[0]!],
    ['a character and its pairs', tokenise('分')[0]!, tokenise('分数')[0]!],
    ['words of the same five letters', 'fenshu', 'fenshudechubu'],
    ['the same, in captions', '0q0schools', '0q0schoolbag'],
  ];
  for (const [what, one, other] of alike)
    it(`${what} have the same one`, () => {
      const [first, second] = [spreadToken(one), spreadToken(other)].map((token) => led.exec(token)?.[0]);
      assert.ok(first);
      assert.equal(first, second);
    });

  it('stand whole behind it, so that no two become one', () => {
    for (const token of [...tokenise('分数的初步认识'), 'fenshudechubu', '0q0schools', '0ifsdc'])
      assert.equal(bare(spreadToken(token)), token);
  });

  it('are as they were where few share a beginning: numbers and short words', () => {
    for (const token of ['12', 'unit', 'a', 'u3', '0q0unit']) assert.equal(spreadToken(token), token);
  });

  it('share each letter among few of many words', () => {
    const words = Array.from({ length: 20_000 }, (_, at) =>
      `${at.toString(26)}`.replace(/\d/g, (n) => 'klmnopqrst'[Number(n)]!),
    );
    const sharing = new Map<string, number>();
    for (const word of words) {
      const letter = led.exec(spreadToken(`${word}aaaaa`))?.[0] ?? '';
      sharing.set(letter, (sharing.get(letter) ?? 0) + 1);
    }
    assert.ok(Math.max(...sharing.values()) < 100, `${Math.max(...sharing.values())} share one letter`);
  });

  it('stay in the order of their text', () => {
    assert.deepEqual(spreadTokens('12 unit fenshu').split(' ').map(bare), ['12', 'unit', 'fenshu']);
    assert.equal(spreadTokens(''), '');
  });
});

describe('words that go on', () => {
  const index = (...texts: [string, ...string[]]) => spreadLetters(...texts).split(' ');
  const cases: [string, string][] = [
    ['fe', 'fenshu'],
    ['fens', 'fenshu'],
    ['fensh', 'fenshu'],
    ['sc', 'school'],
    ['scho', 'school'],
  ];
  for (const [typed, word] of cases)
    it(`${typed} finds ${word}`, () => {
      const { whole, open } = askOpen(typed);
      assert.deepEqual(whole, []);
      assert.ok(index('fenshu', 'school').some((token) => token.startsWith(open!)));
      assert.ok(
        index('', word)
          .concat(index(word))
          .some((token) => token.startsWith(open!)),
      );
      assert.ok(!index('shufen', 'uncle').some((token) => token.startsWith(open!)));
    });

  const initials: [string, string[], boolean][] = [
    ['0ifs', ['0ifs'], true],
    ['0ifsd', ['0ifsd'], true],
    ['0ifsdc', ['0ifsdc'], true],
    ['0ifsdcb', ['0ifsdc', '0isdcb'], true],
    ['0isdcb', ['0isdcb'], true],
    ['0ifsdx', ['0ifsdx'], false],
  ];
  const fenshudechubu = ['0ifsdcb', '0isdcb', '0idcb', '0icb'].join(' ');
  for (const [typed, pieces, found] of initials)
    it(`${typed} is looked for in pieces, and ${found ? 'found' : 'not found'} among ${fenshudechubu}`, () => {
      const { whole, open } = askOpen(typed);
      assert.equal(open, null);
      assert.deepEqual(whole.map(bare), pieces);
      const kept = index(fenshudechubu);
      assert.equal(
        whole.every((piece) => kept.includes(piece)),
        found,
      );
    });

  it('initials of a long text are no more words than Meilisearch looks at', () => {
    assert.equal(askOpen('0iabcdefghijklmnop').whole.length, 9);
  });
});
