import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runKillSoak } from './kill-soak.ts';

describe('the program, killed three times between first byte and publication', () => {
  it('loses, doubles and half-shows nothing', async () => {
    // Everything at once, the web process, and a worker in the middle of its work.
    const { kills, violations } = await runKillSoak({ kills: 3, seed: 7 });
    assert.deepEqual(violations, []);
    assert.deepEqual(
      kills.map(({ target, phase }) => [target, phase]),
      [
        ['all', 'uploading'],
        ['web', 'last byte'],
        ['worker', 'encoding'],
      ],
    );
  });
});
