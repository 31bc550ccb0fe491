import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveRetryDelay } from './use-autosave.ts';

test('what passes by itself is tried again, slower each time; what has to be changed is not', () => {
  assert.deepEqual(
    [0, 401, 408, 429, 503].map((status) => saveRetryDelay({ status }, 0)),
    [2000, 2000, 2000, 2000, 2000],
  );
  assert.deepEqual(
    [400, 403, 404, 409].map((status) => saveRetryDelay({ status }, 0)),
    [null, null, null, null],
  );
  assert.deepEqual(
    [1, 4, 20].map((failures) => saveRetryDelay({ status: 0 }, failures)),
    [4000, 32_000, 60_000],
  );
});
