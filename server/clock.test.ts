import assert from 'node:assert/strict';
import { it } from 'node:test';
import { addDays, dayIn, daysBetween, startOfDay } from './clock.ts';

it('a day begins by the region’s clock', () => {
  const instant = new Date('2026-01-19T16:30:00Z');
  assert.equal(dayIn('Asia/Shanghai', instant), '2026-01-20');
  assert.equal(dayIn('UTC', instant), '2026-01-19');
});

it('days are counted across months and years', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(daysBetween('2026-02-27', '2026-03-01'), 2);
  assert.equal(daysBetween('2026-03-01', '2026-02-27'), -2);
});

it('knows the instant at which a day begins, also where the clock is moved', () => {
  assert.equal(startOfDay('Asia/Shanghai', '2026-01-20').toISOString(), '2026-01-19T16:00:00.000Z');
  assert.equal(startOfDay('America/New_York', '2026-03-08').toISOString(), '2026-03-08T05:00:00.000Z');
  assert.equal(startOfDay('America/New_York', '2026-03-09').toISOString(), '2026-03-09T04:00:00.000Z');
});
