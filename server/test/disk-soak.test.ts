import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { runDiskSoak } from './disk-soak.ts';
import { canMount, notMounted } from './small-disk.ts';

if (!canMount()) {
  test(notMounted, { todo: notMounted }, () => {
    throw new Error(notMounted);
  });
} else {
  describe('the program on a disk that is full', () => {
    it('says so, loses nothing, plays on and goes on by itself', async () => {
      const { stages, violations } = await runDiskSoak({ stages: ['uploading', 'database'] });
      assert.deepEqual(violations, []);
      assert.deepEqual(
        stages.map(({ stage }) => stage),
        ['uploading', 'database'],
      );
    });
  });
}
