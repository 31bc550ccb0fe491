import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEarlyRendition } from './choose-early-rendition.ts';

for (const [sizes, index] of [
  [
    [
      [1920, 1080],
      [1280, 720],
      [854, 480],
      [640, 360],
      [426, 240],
    ],
    2,
  ],
  [
    [
      [720, 1280],
      [406, 720],
      [270, 480],
    ],
    0,
  ],
  [
    [
      [320, 240],
      [240, 180],
    ],
    0,
  ],
] as const) {
  test(`of ${sizes.map((size) => size.join('×')).join(', ')} number ${index} is watched early`, () => {
    const renditions = sizes.map(([width, height]) => ({ width, height }));
    assert.equal(chooseEarlyRendition(renditions), index);
  });
}
