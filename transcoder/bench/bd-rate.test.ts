import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bdRate, type RatePoint } from './bd-rate.ts';

const ladder: RatePoint[] = [
  { rate: 200_000, quality: 55 },
  { rate: 500_000, quality: 72 },
  { rate: 1_200_000, quality: 88 },
  { rate: 3_000_000, quality: 95 },
];
const at = (factor: number) => ladder.map(({ rate, quality }) => ({ rate: rate * factor, quality }));

test('the same curve saves nothing, half the bits everywhere save half', () => {
  assert.equal(bdRate(ladder, ladder), 0);
  assert.ok(Math.abs(bdRate(ladder, at(0.5))! + 0.5) < 1e-9);
  assert.ok(Math.abs(bdRate(ladder, at(1.25))! - 0.25) < 1e-9);
});

test('the way there and the way back cancel out', () => {
  const other = ladder.map(({ rate, quality }) => ({ rate: rate * 0.7, quality: quality - 1 }));
  const there = bdRate(ladder, other)!;
  const back = bdRate(other, ladder)!;
  assert.ok(there < 0);
  assert.ok(Math.abs((1 + there) * (1 + back) - 1) < 1e-9);
});

test('points that cost more and look worse are passed over', () => {
  assert.equal(bdRate(ladder, [...ladder, { rate: 5_000_000, quality: 94 }]), 0);
});

test('curves that share no quality, or are one point, have no difference', () => {
  const low = ladder.map(({ rate, quality }) => ({ rate, quality: quality - 60 }));
  assert.equal(bdRate(ladder, low), null);
  assert.equal(bdRate(ladder, [ladder[0]!]), null);
});
