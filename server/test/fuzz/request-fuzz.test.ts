import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachDatabase } from '../../db/test/each-database.ts';
import { runRequestFuzz } from './run-request-fuzz.ts';

describeOnEachDatabase('250 requests with something wrong in them', (_fresh, _kind, config) => {
  it('are each answered, with a problem in words of ours at the worst', async () => {
    const { violations, statuses } = await runRequestFuzz({
      requests: 250,
      seed: 11,
      database: await config(),
    });
    assert.deepEqual(violations, []);
    assert.ok(Object.keys(statuses).length > 5, JSON.stringify(statuses));
  });
});
