import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgressReader, gaugeProgress, keepRising } from './read-progress.ts';

test('seconds are read wherever the text is cut, and N/A is passed over', () => {
  const seen: number[] = [];
  const read = createProgressReader((seconds) => seen.push(seconds));
  for (const text of [
    'frame=1\nout_time_us=N/A\nout_',
    'time_us=15',
    '00000\nprogress=continue\nout_time_us=2000000\n',
  ]) {
    read(text);
  }
  assert.deepEqual(seen, [1.5, 2]);
});

test('time left follows from the pace so far', () => {
  assert.deepEqual(gaugeProgress(30, 120, 10), { fraction: 0.25, secondsLeft: 30 });
});

test('no time left is told before the pace is known', () => {
  assert.deepEqual(gaugeProgress(0, 120, 5), { fraction: 0 });
  assert.deepEqual(gaugeProgress(60, 120, 0.5), { fraction: 0.5 });
});

test('more decoded than the headers said is still no more than all', () => {
  assert.deepEqual(gaugeProgress(130, 120, 60), { fraction: 1, secondsLeft: 0 });
});

test('what is begun again shows no less than before', () => {
  const seen: [number, string][] = [];
  const show = keepRising<{ fraction: number; stage: string }>(({ fraction, stage }) =>
    seen.push([fraction, stage]),
  );
  for (const [fraction, stage] of [
    [0.5, 'encoding'],
    [0.98, 'verifying'],
    [0.1, 'encoding'],
    [1, 'pictures'],
  ] as const) {
    show({ fraction, stage });
  }
  assert.deepEqual(seen, [
    [0.5, 'encoding'],
    [0.98, 'verifying'],
    [0.98, 'encoding'],
    [1, 'pictures'],
  ]);
});
