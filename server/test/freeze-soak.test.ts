import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runFreezeSoak } from './freeze-soak.ts';

describe('a worker that was frozen past its lease', () => {
  it('publishes nothing when it goes on, and nothing is lost or doubled', async () => {
    const { freezes, violations } = await runFreezeSoak({ freezes: 2, atOnce: 2 });
    assert.deepEqual(violations, []);
    assert.equal(freezes.length, 2);
  });
});
