import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  firstSlice,
  nextSliceBytes,
  retryDelay,
  type SliceRecord,
  sliceAfterCut,
  sliceAfterRefusal,
  slicePatience,
} from './plan-slices.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

function sizeAt(bytesPerSecond: number, from: SliceRecord = firstSlice): number {
  let record = from;
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
    assert.equal(nextSliceBytes(firstSlice, { bytes: MiB, seconds: 0 }).bytes, 2 * MiB);
  });

  it('get half as large with every cut, and grow slowly after one', () => {
    const cut = sliceAfterCut({ ...firstSlice, bytes: 8 * MiB });
    assert.equal(cut.bytes, 4 * MiB);
    assert.equal(nextSliceBytes(cut, { bytes: 4 * MiB, seconds: 0.1 }).bytes, 5 * MiB);
    assert.equal(sizeAt(100 * MiB, cut), 16 * MiB);
    assert.equal(sliceAfterCut({ ...firstSlice, bytes: 300 * KiB }).bytes, 256 * KiB);
  });

  it('stay below what a proxy has refused', () => {
    const smaller = sliceAfterRefusal({ ...firstSlice, bytes: 2 * MiB });
    assert.ok(smaller);
    assert.equal(smaller.bytes, MiB);
    assert.equal(sizeAt(100 * MiB, smaller), MiB);
    assert.equal(
      sizeAt(100 * MiB, sliceAfterCut({ ...firstSlice, bytes: 100 * KiB, largest: 100 * KiB })),
      100 * KiB,
    );
    assert.equal(sliceAfterRefusal({ ...firstSlice, bytes: 127 * KiB }), undefined);
  });

  it('are waited for in step with the line, never for longer than a minute', () => {
    assert.equal(slicePatience(MiB, null, 60_000), 60_000);
    assert.equal(slicePatience(7 * MiB, MiB, 60_000), 28_000);
    assert.equal(slicePatience(16 * MiB, 100 * MiB, 60_000), 20_000);
    assert.equal(slicePatience(256 * KiB, 5 * KiB, 60_000), 60_000);
  });

  it('are tried again after 1 to 60 seconds, spread', () => {
    const times = { firstRetry: 1000, longestRetry: 60_000 };
    const delays = [0, 1, 2, 5, 6, 100].map((failures) => retryDelay(failures, times, 1));
    assert.deepEqual(delays, [1000, 2000, 4000, 32_000, 60_000, 60_000]);
    assert.equal(retryDelay(0, times, 0), 500);
  });
});
