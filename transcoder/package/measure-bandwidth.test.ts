import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureBandwidth } from './measure-bandwidth.ts';

test('the peak is that of the heaviest whole segment', () => {
  const segments = [
    { durationSeconds: 4, bytes: 100_000 },
    { durationSeconds: 4, bytes: 200_000 },
    { durationSeconds: 2, bytes: 25_000 },
  ];
  assert.deepEqual(measureBandwidth(segments, 4), { averageBandwidth: 260_000, bandwidth: 400_000 });
});

test('a last segment of a few frames does not make the peak', () => {
  const segments = [
    { durationSeconds: 4, bytes: 100_000 },
    { durationSeconds: 0.04, bytes: 20_000 },
  ];
  const { averageBandwidth, bandwidth } = measureBandwidth(segments, 4);
  assert.equal(bandwidth, averageBandwidth);
  assert.ok(bandwidth < 240_000);
});

test('a short first segment counts with the one behind it', () => {
  const segments = [
    { durationSeconds: 1, bytes: 150_000 },
    { durationSeconds: 3, bytes: 150_000 },
    { durationSeconds: 4, bytes: 100_000 },
    { durationSeconds: 4, bytes: 100_000 },
  ];
  assert.equal(measureBandwidth(segments, 4).bandwidth, 600_000);
});
