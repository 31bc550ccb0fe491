import assert from 'node:assert/strict';
import { test } from 'node:test';
import { medianRun } from './median-run.ts';
import type { Run } from './run-contender.ts';

const run = (seconds: number): Run => ({
  cpuSeconds: 2 * seconds,
  wallSeconds: seconds,
  peakBytes: 100 - seconds,
  firstPlayableSeconds: seconds / 2,
  lastPlayableSeconds: seconds,
  renditions: [],
  besideBytes: { mp4: seconds },
});

test('of several runs the middle one counts, whenever it was', () => {
  const { besideBytes, ...times } = medianRun([run(9), run(4), run(5)]);
  assert.deepEqual(times, {
    cpuSeconds: 10,
    wallSeconds: 5,
    peakBytes: 96,
    firstPlayableSeconds: 2.5,
    lastPlayableSeconds: 5,
    renditions: [],
  });
  assert.deepEqual(besideBytes, { mp4: 5 });
});

test('of two the mean, of one itself', () => {
  assert.equal(medianRun([run(4), run(5)]).wallSeconds, 4.5);
  assert.deepEqual(medianRun([run(4)]), run(4));
});
