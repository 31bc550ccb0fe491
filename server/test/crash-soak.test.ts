import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { runCrashSoak } from './crash-soak.ts';
import { canTrace, notTraced } from './trace-calls.ts';

if (!canTrace()) {
  test(notTraced, { todo: notTraced }, () => {
    throw new Error(notTraced);
  });
} else {
  describe('the program, cut off at the durable calls of finishing an upload', () => {
    it('loses, doubles and half-shows nothing when it is killed, and puts everything on disk in the promised order', async () => {
      const { points, ordered, violations } = await runCrashSoak({
        steps: ['finish'],
        calls: ['fsync', 'rename'],
        mostOfACall: 1,
      });
      assert.deepEqual(violations, []);
      assert.deepEqual(ordered, ['finish']);
      const calls = points.map(({ thread, call }) => `${thread} ${call}`);
      assert.deepEqual(calls, ['pool fsync', 'pool rename', 'main fsync']);
    });

    it('says so when a call fails as on a bad disk, and loses nothing either', async () => {
      const { points, violations } = await runCrashSoak({
        ...{ error: 'EIO', steps: ['finish'], calls: ['fsync', 'pwrite64'], mostOfACall: 1 },
      });
      assert.deepEqual(violations, []);
      assert.deepEqual(
        points.map(({ thread, call }) => `${thread} ${call}`),
        ['pool fsync', 'pool pwrite64', 'main fsync', 'main pwrite64'],
      );
    });
  });
}
