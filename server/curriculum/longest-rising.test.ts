import assert from 'node:assert/strict';
import { it } from 'node:test';
import { longestRising } from './longest-rising.ts';

const cases: [number[], number[]][] = [
  [[], []],
  [[5], [0]],
  [
    [0, 1, 2],
    [0, 1, 2],
  ],
  [
    [3, 0, 1, 2],
    [1, 2, 3],
  ],
  [
    [0, 2, 1, 3],
    [0, 2, 3],
  ],
  [
    [1, 2, 3, 0],
    [0, 1, 2],
  ],
  [
    [7, 2, 8, 1, 3, 4, 9, 0, 5, 6],
    [3, 4, 5, 8, 9],
  ],
];
for (const [numbers, run] of cases) {
  it(`${numbers.join(' ') || 'nothing'}: ${run.length} stay`, () => {
    assert.deepEqual([...longestRising(numbers)].toSorted(), run);
  });
}
