import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTotal } from './read-total.ts';

test('a total is a whole number that holds what was awarded, or nothing', () => {
  assert.deepEqual(
    ['', ' ', '4291', '1050', '1049', '-1', '3.5', 'abc'].map((text) => readTotal(text, 1050)),
    [null, null, 4291, 1050, 'wrong', 'wrong', 'wrong', 'wrong'],
  );
});
