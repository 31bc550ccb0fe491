import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toIsoDuration } from './structured-data.ts';

it('durations are ISO 8601', () => {
  assert.deepEqual([0, 59.6, 754, 3600].map(toIsoDuration), ['PT0S', 'PT1M', 'PT12M34S', 'PT1H']);
});
