import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextSliceBytes, retryDelay, type SliceRecord, sliceBytesAtFirst } from './plan-slices.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

function sizeAt(bytesPerSecond: number): number {
  let record: SliceRecord = { bytes: sliceBytesAtFirst, bytesPerSecond: null };
  for (let i = 0; i < 20; i++) {
    record = nextSliceBytes(record, { bytes: record.bytes, seconds: record.bytes / bytesPerSecond });
  }
  return record.bytes;
}

describe('slices', () => {
  it('take about seven seconds, within their limits', () => {
    assert.equal(sizeAt(10 * KiB), 256 * KiB);
    assert.equal(sizeAt(50 * KiB), 350 * KiB);
    assert.equal(sizeAt(MiB), 7 * MiB);
    assert.equal(sizeAt(100 * MiB), 16 * MiB);
  });

  it('at most double at a time', () => {
    const record = { bytes: MiB, bytesPerSecond: null };
    assert.equal(nextSliceBytes(record, { bytes: MiB, seconds: 0 }).bytes, 2 * MiB);
  });

  it('are tried again after 1 to 60 seconds, spread', () => {
    const times = { firstRetry: 1000, longestRetry: 60_000 };
    const delays = [0, 1, 2, 5, 6, 100].map((failures) => retryDelay(failures, times, 1));
    assert.deepEqual(delays, [1000, 2000, 4000, 32_000, 60_000, 60_000]);
    assert.equal(retryDelay(0, times, 0), 500);
  });
});
