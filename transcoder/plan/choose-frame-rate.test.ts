import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFrameRate } from './choose-frame-rate.ts';

const CASES: readonly [mean: number, base: number, expected: number][] = [
  [25, 25, 25],
  [24, 24, 24],
  [30, 30, 30],
  [15, 15, 15],
  [10, 10, 10],
  [30000 / 1001, 30000 / 1001, 30],
  [24000 / 1001, 24000 / 1001, 24],
  [60000 / 1001, 60000 / 1001, 30],
  [50, 50, 25],
  [60, 60, 30],
  [120, 120, 30],
  [48, 48, 24],
  [45, 45, 30],
  [12.5, 12.5, 15],
  [1, 1, 10],
  [29.83, 90000, 30],
  [8.2, 30, 30],
  [24.4, 25, 25],
  [14, 60, 30],
];

for (const [mean, base, expected] of CASES) {
  test(`a mean of ${mean} at steps of ${base} becomes ${expected} frames a second`, () => {
    const { frameRate, reason } = chooseFrameRate(mean, base);
    assert.equal(frameRate, expected);
    assert.ok(reason.startsWith(String(expected)));
  });
}
