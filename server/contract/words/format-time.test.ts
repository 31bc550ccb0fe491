import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime } from './format-time.ts';

test('a position is as short as it can be and never negative', () => {
  assert.deepEqual([0, 306.9, 3600, -3, Number.NaN, Number.POSITIVE_INFINITY].map(formatTime), [
    '0:00',
    '5:06',
    '1:00:00',
    '0:00',
    '0:00',
    '0:00',
  ]);
});
