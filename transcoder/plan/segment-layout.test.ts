import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  keyframeCondition,
  SEGMENT_LAYOUT,
  segmentLength,
  segmentStart,
  segmentsUntil,
} from './segment-layout.ts';

const EQUAL = { firstSegmentSeconds: 4, segmentSeconds: 4 };
const six = [0, 1, 2, 3, 4, 5];

test('the first second is a segment of its own, and later ones begin at whole multiples of six', () => {
  assert.deepEqual(
    six.map((index) => segmentStart(SEGMENT_LAYOUT, index)),
    [0, 1, 6, 12, 18, 24],
  );
  assert.deepEqual(
    six.map((index) => segmentLength(SEGMENT_LAYOUT, index)),
    [1, 5, 6, 6, 6, 6],
  );
});

test('without one all are equal', () => {
  assert.deepEqual(
    six.map((index) => segmentStart(EQUAL, index)),
    [0, 4, 8, 12, 16, 20],
  );
});

for (const [seconds, count] of [
  [0, 0],
  [0.9, 0],
  [1, 1],
  [5.9, 1],
  [6, 2],
  [60, 11],
  [61, 11],
] as const) {
  test(`${count} segments end within ${seconds} s`, () =>
    assert.equal(segmentsUntil(SEGMENT_LAYOUT, seconds), count));
}

test('keyframes are asked for at boundaries alone', () => {
  const every = { rate: 25, everyOne: true };
  const some = { rate: 25, everyOne: false };
  assert.equal(keyframeCondition(SEGMENT_LAYOUT, every), 'expr:not(mod(n,150))+eq(n,25)');
  assert.equal(
    keyframeCondition(SEGMENT_LAYOUT, some),
    'expr:gte(t,if(lt(n_forced,2),n_forced*1,(n_forced-1)*6))',
  );
  assert.equal(keyframeCondition(EQUAL, every), 'expr:not(mod(n,100))');
  assert.equal(keyframeCondition(EQUAL, some), 'expr:gte(t,n_forced*4)');
});
