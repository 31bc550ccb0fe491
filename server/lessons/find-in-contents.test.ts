import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeCharacters } from './find-in-contents.ts';

const texts = ['一二三', '四五', '六'].map((text, id) => ({ id, text }));
const cases: [most: number, taken: string[]][] = [
  [6, ['一二三', '四五', '六']],
  [5, ['一二三', '四五']],
  [4, ['一二三', '四']],
  [0, []],
];

for (const [most, taken] of cases) {
  test(`of six characters ${most} are looked through`, () => {
    assert.deepEqual(
      takeCharacters(texts, most).map(({ text }) => text),
      taken,
    );
  });
}
