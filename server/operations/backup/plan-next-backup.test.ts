import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planNextBackup, planRetry } from './plan-next-backup.ts';
import { planRetention } from './plan-retention.ts';

const shanghai = 'Asia/Shanghai';

describe('the next backup', () => {
  const cases: [at: 'hourly' | string[], now: string, zone: string, next: string][] = [
    ['hourly', '2026-11-25T10:20:30Z', shanghai, '2026-11-25T11:00:00Z'],
    ['hourly', '2026-11-25T11:00:00Z', shanghai, '2026-11-25T12:00:00Z'],
    [['02:30'], '2026-11-25T10:00:00Z', shanghai, '2026-11-25T18:30:00Z'],
    [['02:30'], '2026-11-25T18:30:00Z', shanghai, '2026-11-26T18:30:00Z'],
    [['02:30', '12:30'], '2026-11-25T18:31:00Z', shanghai, '2026-11-26T04:30:00Z'],
    [['00:00'], '2026-11-25T15:59:59Z', shanghai, '2026-11-25T16:00:00Z'],
    // The clocks are put on at 02:00 on 29 March, and back at 03:00 on 25 October.
    [['04:00'], '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T02:00:00Z'],
    [['04:00'], '2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-25T03:00:00Z'],
  ];
  for (const [at, now, zone, next] of cases) {
    it(`after ${now} is at ${next}, with ${at} in ${zone}`, () =>
      assert.equal(planNextBackup(at, new Date(now), zone).toISOString(), next.replace('Z', '.000Z')));
  }
});

describe('a backup that failed', () => {
  const now = '2026-11-25T18:30:00.000Z';
  const cases: [name: string, failures: number, regular: string, again: string | undefined][] = [
    ['is tried again after an hour', 1, '2026-11-26T18:30:00Z', '2026-11-25T19:30:00.000Z'],
    ['three times', 3, '2026-11-26T18:30:00Z', '2026-11-25T19:30:00.000Z'],
    ['and not more often', 4, '2026-11-26T18:30:00Z', undefined],
    ['and not where the next comes as soon', 1, '2026-11-25T19:30:00Z', undefined],
  ];
  for (const [name, failures, regular, again] of cases)
    it(name, () => assert.equal(planRetry(failures, new Date(now), new Date(regular))?.toISOString(), again));
});

describe('which backups are kept', () => {
  const at = (...times: string[]) => times.map((time) => ({ at: `2026-11-${time}:00.000Z` }));
  const names = (backups: { at: string }[]) => backups.map((one) => one.at.slice(8, 16));

  it('the last ones, and the newest of each of the last days by the clocks of the region', () => {
    const backups = at('22T01:00', '22T15:00', '22T17:00', '23T01:00', '24T01:00', '24T02:00', '24T03:00');
    const { kept, dropped } = planRetention(backups, 2, shanghai);
    // 22T17:00 is already the 23rd in Shanghai, where 23T01:00 is newer.
    assert.deepEqual(names(kept), ['24T03:00', '24T02:00', '23T01:00']);
    assert.deepEqual(names(dropped), ['24T01:00', '22T17:00', '22T15:00', '22T01:00']);
  });

  it('all of them while they are few', () => {
    assert.deepEqual(planRetention(at('22T01:00', '22T02:00'), 14, shanghai).dropped, []);
  });
});
