import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatNumber,
  formatShare,
} from './format.ts';

test('a duration has two figures for minutes, and hours only when there are any', () => {
  assert.deepEqual([0, 59.9, 521, 728, 3725, 36_000].map(formatDuration), [
    '00:00',
    '00:59',
    '08:41',
    '12:08',
    '1:02:05',
    '10:00:00',
  ]);
});

test('sizes have a tenth only from megabytes on and below ten', () => {
  assert.deepEqual(
    [0, 999, 1024, 389_120, 1_048_400, 3_355_443, 10_450_000, 8 * 1024 ** 3].map(formatBytes),
    ['0 B', '999 B', '1 KB', '380 KB', '1.0 MB', '3.2 MB', '10 MB', '8.0 GB'],
  );
});

test('days are written as the language writes them', () => {
  assert.equal(formatDay('2026-02-08', 'zh'), '2 月 8 日');
  assert.equal(formatDay('2026-02-28', 'zh', { year: true }), '2026 年 2 月 28 日');
  assert.equal(formatDay('2026-02-28', 'en'), '28 Feb');
  assert.equal(formatDay('2026-12-01', 'en', { year: true }), '1 Dec 2026');
});

test('an instant is shown by the clock of the region', () => {
  assert.equal(formatDate('2026-02-28T16:30:00Z', 'zh', 'Asia/Shanghai'), '2026 年 3 月 1 日');
  assert.equal(formatDateTime('2026-02-28T16:30:00Z', 'zh', 'Asia/Shanghai'), '2026 年 3 月 1 日 00:30');
  assert.equal(formatDateTime('2026-02-28T06:02:00Z', 'en', 'Asia/Shanghai'), '28 Feb 2026, 14:02');
});

test('figures and shares follow the language', () => {
  assert.equal(formatNumber(12_345, 'zh'), '12,345');
  assert.equal(formatShare(0.2447, 'zh'), '24.47%');
});
