import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCovers } from './choose-covers.ts';

const candidate = (atSeconds: number, deviation: number, entropy: number) => ({
  file: `${atSeconds}.jpg`,
  atSeconds,
  deviation,
  entropy,
});
const times = (list: Parameters<typeof chooseCovers>[0]) =>
  chooseCovers(list).covers.map(({ atSeconds }) => atSeconds);

test('the fullest comes first, the others stand apart from it', () => {
  const list = [
    candidate(0, 50, 3),
    candidate(10, 50, 7),
    candidate(12, 50, 6.9),
    candidate(30, 50, 6),
    candidate(40, 50, 5),
  ];
  assert.deepEqual(times(list), [10, 30, 12]);
});

test('black and white ones are left out', () => {
  assert.deepEqual(times([candidate(0, 0, 0), candidate(10, 2, 0.5), candidate(20, 40, 4)]), [20]);
});

test('where all are blank the middle one is taken, and it is said', () => {
  assert.deepEqual(chooseCovers([candidate(0, 0, 0), candidate(10, 0, 0), candidate(20, 0, 0)]), {
    covers: [candidate(10, 0, 0)],
    blank: true,
  });
});
