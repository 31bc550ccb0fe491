import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runLoadSoak } from './load-soak.ts';

describe('the program under bad clients', () => {
  it('serves its pages, holds little memory for them, and keeps nothing open', async () => {
    // Those that the program waits a minute for are left to `npm run soak:load`.
    const report = await runLoadSoak({
      clipSeconds: 10,
      idleSockets: 0,
      slowReaders: 100,
      slowSenders: 0,
      ranges: 500,
      leavers: 100,
    });
    assert.deepEqual(report.violations, []);
    assert.ok(
      report.openFiles.most >= report.openFiles.before + 90,
      'the slow readers were not there at once',
    );
  });
});
