import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runUploadSoak } from './upload-soak.ts';

describe('uploads through cuts, kills and restarts', () => {
  it('arrive whole, never begin again, and cost little twice', async (t) => {
    const MiB = 1024 ** 2;
    const report = await runUploadSoak({ uploads: 3, bytes: 24 * MiB, atOnce: 3, contests: 10, seed: 7 });
    assert.deepEqual(report.violations, []);
    assert.ok(report.contests >= 5, `${report.contests} contests were decided`);
    assert.deepEqual(
      report.uploads.map(({ media }) => media),
      ['ready', 'ready', 'ready'],
    );
    assert.ok(report.uploads.every(({ kills, restarts }) => kills >= 2 && restarts >= 1));
    const cuts = Object.values(report.cuts).reduce((sum, count) => sum + count);
    assert.ok(cuts >= 2 * report.uploads.length, `${cuts} cuts`);
    t.diagnostic(`${cuts} cuts, ${Math.round(report.resentBytesPerCut / 1024)} KiB sent twice for each`);
    assert.ok(report.resentBytesPerCut < 4 * MiB, `${report.resentBytesPerCut} bytes a cut`);
  });
});
