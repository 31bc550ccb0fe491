import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, type Measured } from './compare.ts';

const measured = (
  name: string,
  cpuSeconds: number,
  ladder: [height: number, kbit: number, vmaf: number, shownVmaf: number, copied?: boolean][],
): Measured => ({
  name,
  run: {
    cpuSeconds,
    wallSeconds: cpuSeconds / 2,
    peakBytes: 0,
    firstPlayableSeconds: 0,
    lastPlayableSeconds: 0,
    renditions: [],
    besideBytes: {},
  },
  renditions: ladder.map(([height, kbit, vmaf, shownVmaf, copied = false]) => ({
    ...{ width: (height * 16) / 9, height, vmaf, ssim: 1, shownVmaf, shift: 0, copied },
    ...{ rate: kbit * 1000, bytes: kbit * 125 },
  })),
});

const theirs = measured('theirs', 100, [
  [1080, 2000, 96, 96, true],
  [720, 1000, 95, 88],
  [480, 600, 94, 75],
  [240, 300, 93, 40],
]);

test('effort and bytes are ratios, qualities differences of renditions of about one height', () => {
  const { cpu, wall, bytes, vmaf, alone, meanVmaf } = compare(
    measured('ours', 40, [
      [1080, 1000, 95, 95],
      [576, 600, 96, 80],
      [240, 150, 92, 39],
      [180, 50, 80, 20],
    ]),
    theirs,
  );
  assert.deepEqual([cpu, wall], [0.4, 0.4]);
  assert.equal(bytes, 1800 / 3900);
  assert.deepEqual(
    vmaf.map(({ height, theirHeight, difference, copied }) => [height, theirHeight, difference, copied]),
    [
      [1080, 1080, -1, true],
      [576, 720, 1, false],
      [576, 480, 2, false],
      [240, 240, -1, false],
    ],
  );
  assert.deepEqual(alone, []);
  assert.equal(meanVmaf, 2 / 3);
});

test('what they copied is left out of the difference in rate', () => {
  const half = measured(
    'ours',
    1,
    theirs.renditions.map(({ height, rate, vmaf, shownVmaf }) => [height, rate / 2000, vmaf, shownVmaf]),
  );
  assert.ok(Math.abs(compare(half, theirs).bdRate! + 0.5) < 0.02);
});

test('a thin line that only theirs fits is the worst there is', () => {
  const heavy = measured('ours', 1, [[1080, 2500, 99, 99]]);
  assert.deepEqual(compare(heavy, theirs).alone, [720, 480, 240]);
  assert.equal(compare(heavy, theirs).worstThatFits?.difference, Number.NEGATIVE_INFINITY);
  const light = measured('ours', 1, [[1080, 100, 99, 99]]);
  assert.equal(compare(light, theirs).worstThatFits?.difference, 3);
});
