import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findShift } from './measure-quality.ts';

/** A bright column that walks over a dark picture. */
const walk = (steps: number, late = 0) =>
  Array.from({ length: steps }, (_, index) =>
    Uint8Array.from({ length: 64 }, (_, x) => (x === Math.max(0, index - late) ? 200 : 20)),
  );

for (const late of [0, 1, 3, 12]) {
  test(`pictures that are late by ${late} are found to be`, () => {
    assert.equal(findShift(walk(40), walk(40, late)), late);
  });
}

test('a page that slides in and then rests is found to be late', () => {
  const page = [...walk(20), ...Array.from({ length: 130 }, () => walk(20).at(-1)!)];
  assert.equal(findShift(page, [page[0]!, page[0]!, ...page].slice(0, page.length)), 2);
});

test('pictures that are early are found to be, and what stands still is in time', () => {
  assert.equal(findShift(walk(40, 2), walk(40)), -2);
  const still = Array.from({ length: 40 }, () => new Uint8Array(64).fill(90));
  assert.equal(findShift(still, still), 0);
});
