import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runKillSoak } from './kill-soak.ts';

describe('the program, killed once in every phase between first byte and publication', () => {
  it('loses, doubles and half-shows nothing', async () => {
    const { kills, violations } = await runKillSoak({ kills: 5, seed: 75, atOnce: 3 });
    assert.deepEqual(violations, []);
    assert.deepEqual(
      kills.map(({ target, phase }) => [target, phase]),
      [
        ['all', 'uploading'],
        ['web', 'last byte'],
        ['worker', 'encoding'],
        ['web', 'publishing'],
        ['all', 'starting'],
      ],
    );
  });
});
