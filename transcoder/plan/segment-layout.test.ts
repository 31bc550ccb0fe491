import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  keyframeCondition,
  SEGMENT_LAYOUT,
  STILL_LAYOUT,
  segmentLength,
  segmentStart,
  segmentsUntil,
  withoutStart,
} from './segment-layout.ts';

const EQUAL = withoutStart(SEGMENT_LAYOUT);
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

test('where much repeats they begin as usual, and later at whole multiples of twelve', () => {
  assert.deepEqual(
    six.map((index) => segmentStart(STILL_LAYOUT, index)),
    [0, 1, 6, 12, 24, 36],
  );
  assert.deepEqual(
    six.map((index) => segmentLength(STILL_LAYOUT, index)),
    [1, 5, 6, 12, 12, 12],
  );
});

test('without a start all are equal', () => {
  assert.deepEqual(
    six.map((index) => segmentStart(EQUAL, index)),
    [0, 6, 12, 18, 24, 30],
  );
});

for (const [layout, seconds, count] of [
  [SEGMENT_LAYOUT, 0, 0],
  [SEGMENT_LAYOUT, 0.9, 0],
  [SEGMENT_LAYOUT, 1, 1],
  [SEGMENT_LAYOUT, 5.9, 1],
  [SEGMENT_LAYOUT, 6, 2],
  [SEGMENT_LAYOUT, 60, 11],
  [SEGMENT_LAYOUT, 61, 11],
  [STILL_LAYOUT, 12, 3],
  [STILL_LAYOUT, 23.9, 3],
  [STILL_LAYOUT, 60, 7],
] as const) {
  test(`${count} segments of up to ${layout.segmentSeconds} s end within ${seconds} s`, () =>
    assert.equal(segmentsUntil(layout, seconds), count));
}

test('keyframes are asked for at boundaries alone', () => {
  const every = { rate: 25, everyOne: true };
  const some = { rate: 25, everyOne: false };
  assert.equal(keyframeCondition(SEGMENT_LAYOUT, every), 'expr:not(mod(n,150))+eq(n,25)');
  assert.equal(keyframeCondition(STILL_LAYOUT, every), 'expr:not(mod(n,300))+eq(n,25)+eq(n,150)');
  assert.equal(keyframeCondition(EQUAL, every), 'expr:not(mod(n,150))');
  assert.equal(keyframeCondition(SEGMENT_LAYOUT, some), 'expr:gte(t,if(eq(n_forced,1),1,(n_forced-1)*6))');
  assert.equal(
    keyframeCondition(STILL_LAYOUT, some),
    'expr:gte(t,if(eq(n_forced,1),1,if(eq(n_forced,2),6,(n_forced-2)*12)))',
  );
  assert.equal(keyframeCondition(EQUAL, some), 'expr:gte(t,n_forced*6)');
});

test('where segments begin at keyframes of the source, everything follows their list', () => {
  const layout = { firstSegmentSeconds: 1.32, segmentSeconds: 8, starts: [0, 1.32, 7.92, 13.52] };
  assert.deepEqual(
    six.slice(0, 4).map((index) => segmentLength(layout, index).toFixed(2)),
    ['1.32', '6.60', '5.60', 'Infinity'],
  );
  assert.equal(segmentsUntil(layout, 60), 3);
  assert.equal(
    keyframeCondition(layout, { rate: 25, everyOne: true }),
    '0.000000,1.320000,7.920000,13.520000',
  );
});
