import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAtKeyframes } from './cut-at-keyframes.ts';
import { STILL_LAYOUT } from './segment-layout.ts';

const LAYOUT = { firstSegmentSeconds: 1, segmentSeconds: 6 };
const every = (step: number, end: number) =>
  Array.from({ length: Math.ceil(end / step) }, (_, index) => index * step);
const cut = (keyframes: readonly number[], end: number, rate = 25) =>
  cutAtKeyframes(keyframes, end, LAYOUT, rate);

test('keyframes of every second allow the usual boundaries', () => {
  assert.equal(cut(every(1, 20), 20), LAYOUT);
  assert.equal(cut(every(0.5, 20), 20), LAYOUT);
});

const ELSEWHERE: readonly [what: string, keyframes: number[], end: number, starts: number[]][] = [
  ['every two seconds', every(2, 20), 20, [0, 2, 6, 12, 18]],
  ['every five seconds', every(5, 30), 30, [0, 5, 10, 20, 25]],
  ['every ten seconds', every(10, 60), 60, [0, 10, 20, 30, 40, 50]],
  [
    'at changes of scene',
    [0, 0.2, 1.56, 3.52, 5.48, 6.32, 8.12, 11.48, 13.36, 16],
    18,
    [0, 1.56, 6.32, 11.48, 16],
  ],
  ['close to the end', [0, 6, 9.5], 10, [0, 6]],
];
for (const [what, keyframes, end, starts] of ELSEWHERE) {
  test(`with keyframes ${what} segments begin at ${starts.join(', ')}`, () => {
    const layout = cut(keyframes, end);
    assert.deepEqual(layout?.starts, starts);
    const lengths = starts.map((start, index) => (starts[index + 1] ?? end) - start);
    assert.ok(lengths.every((seconds) => seconds <= layout!.segmentSeconds));
    assert.equal(layout?.firstSegmentSeconds, lengths[0]);
  });
}

const STILL: readonly [what: string, keyframes: number[], end: number, starts: number[]][] = [
  ['every two seconds', every(2, 50), 50, [0, 2, 6, 12, 24, 36, 48]],
  ['every five seconds', every(5, 40), 40, [0, 5, 10, 20, 30]],
  ['every ten seconds', every(10, 60), 60, [0, 10, 20, 30, 40, 50]],
];
for (const [what, keyframes, end, starts] of STILL) {
  test(`where much repeats, with keyframes ${what}, segments begin at ${starts.join(', ')}`, () => {
    assert.deepEqual(cutAtKeyframes(keyframes, end, STILL_LAYOUT, 25)?.starts, starts);
    assert.equal(cutAtKeyframes(every(1, 50), 50, STILL_LAYOUT, 25), STILL_LAYOUT);
  });
}

test('times that fall between frames are brought to the nearest', () => {
  const layout = cut(every(2.002, 20), 20, 30);
  assert.deepEqual(
    layout?.starts,
    [0, 2, 6, 12, 18].map((seconds) => Math.round(seconds * 1.001 * 30) / 30),
  );
});

test('keyframes that are too far apart, or do not begin at nought, allow none', () => {
  assert.equal(cut([0, 5, 17.5, 20], 25), null);
  assert.equal(cut([0], 13), null);
  assert.equal(
    cut(
      every(1, 20).map((seconds) => seconds + 0.1),
      20,
    ),
    null,
  );
  assert.equal(cut([], 20), null);
});
