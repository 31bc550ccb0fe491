import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPoints, scoreChoices } from './score-choices.ts';

const pointsOf = (max: number, step: number) => scoreChoices({ max, step }).map(({ points }) => points);

test('five values from sixty per cent to the maximum, whole where that is fine enough', () => {
  assert.deepEqual(pointsOf(20, 0.5), [12, 14, 16, 18, 20]);
  assert.deepEqual(pointsOf(25, 1), [15, 18, 20, 23, 25]);
  assert.deepEqual(pointsOf(30, 0.5), [18, 21, 24, 27, 30]);
  assert.deepEqual(pointsOf(10, 0.5), [6, 7, 8, 9, 10]);
  assert.deepEqual(pointsOf(5, 0.5), [3, 3.5, 4, 4.5, 5]);
});

test('where there are few steps they are all there are', () => {
  assert.deepEqual(pointsOf(5, 1), [1, 2, 3, 4, 5]);
  assert.deepEqual(pointsOf(3, 1), [0, 1, 2, 3]);
  assert.deepEqual(pointsOf(1, 1), [0, 1]);
});

test('every choice is on a step of its dimension and within it', () => {
  for (const max of [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 100]) {
    for (const step of [0.1, 0.5, 1, 5].filter((one) => one <= max && max % one < 1e-9)) {
      for (const points of pointsOf(max, step)) {
        assert.ok(points >= 0 && points <= max);
        assert.equal(readPoints(String(points), { max, step }), points, `${points} of ${max} by ${step}`);
      }
    }
  }
});

test('a rubric with grades offers those, and the maximum', () => {
  const anchors = [
    { label: 'A', points: 13 },
    { label: 'B', points: 11 },
    { label: 'C', points: 9 },
  ];
  assert.deepEqual(scoreChoices({ max: 15, step: 0.5, anchors }), [
    { label: 'C', points: 9 },
    { label: 'B', points: 11 },
    { label: 'A', points: 13 },
    { points: 15 },
  ]);
});

test('typed points go to the nearest step and stay within the dimension', () => {
  const dimension = { max: 20, step: 0.5 };
  assert.deepEqual(
    ['17.3', '17.2', '25', '-1', '', 'x', '0'].map((text) => readPoints(text, dimension)),
    [17.5, 17, 20, 0, null, null, 0],
  );
});
