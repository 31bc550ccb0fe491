import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planCovers, planStoryboard } from './plan-pictures.ts';

const LADDER = [
  { width: 1920, height: 1080 },
  { width: 640, height: 360 },
  { width: 426, height: 240 },
];

const STORYBOARDS: readonly [seconds: number, step: number, count: number, rows: number][] = [
  [0.04, 1, 1, 1],
  [3, 1, 3, 1],
  [60, 1, 60, 6],
  [600, 5, 120, 12],
  [2700, 30, 90, 9],
  [14400, 120, 120, 12],
];

for (const [seconds, step, count, rows] of STORYBOARDS) {
  test(`${seconds} s have ${count} tiles, one each ${step} s`, () => {
    const storyboard = planStoryboard(LADDER, Math.round(seconds * 25), 25);
    assert.equal(storyboard.everyFrames, step * 25);
    assert.equal(storyboard.count, count);
    assert.equal(storyboard.rows, rows);
    assert.deepEqual([storyboard.width, storyboard.height, storyboard.fromRendition], [160, 90, 2]);
  });
}

test('a tile comes from the middle of the time it stands for', () => {
  assert.equal(planStoryboard(LADDER, 15000, 25).firstFrame, 62);
});

test('a clip of one frame has one tile and one cover, of that frame', () => {
  assert.deepEqual(
    [planStoryboard(LADDER, 1, 25), planCovers(LADDER, 1)].map(({ firstFrame, count }) => [
      firstFrame,
      count,
    ]),
    [
      [0, 1],
      [0, 1],
    ],
  );
});

test('covers come from the smallest rendition that is 640 wide, and are not enlarged', () => {
  const large = planCovers(LADDER, 15000);
  assert.deepEqual([large.fromRendition, large.width, large.height, large.count], [1, 640, 360, 12]);
  const small = planCovers([{ width: 320, height: 240 }], 100);
  assert.deepEqual([small.fromRendition, small.width, small.height], [0, 320, 240]);
});

test('an upright picture keeps its shape in the storyboard', () => {
  const { width, height } = planStoryboard([{ width: 240, height: 426 }], 100, 25);
  assert.deepEqual([width, height], [90, 160]);
});
