import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runDrainSoak } from './drain-soak.ts';

it('SIGTERM under load fails no request that was accepted', async () => {
  const report = await runDrainSoak({ rounds: 1, clipSeconds: 2 });
  assert.deepEqual(report.violations, []);
  assert.equal(report.drains.length, 1);
  assert.ok(report.refused > 0 && report.uploads > 0, JSON.stringify(report));
});
