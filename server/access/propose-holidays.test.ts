import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chineseDate, qingming } from './chinese-calendar.ts';
import { proposeHolidays } from './propose-holidays.ts';

describe('chineseDate', () => {
  const festivals: [year: number, newYear: string, dragonBoat: string, midAutumn: string][] = [
    [2023, '2023-01-22', '2023-06-22', '2023-09-29'],
    [2024, '2024-02-10', '2024-06-10', '2024-09-17'],
    [2025, '2025-01-29', '2025-05-31', '2025-10-06'],
    [2026, '2026-02-17', '2026-06-19', '2026-09-25'],
    [2027, '2027-02-06', '2027-06-09', '2027-09-15'],
    [2028, '2028-01-26', '2028-05-28', '2028-10-03'],
    [2030, '2030-02-03', '2030-06-05', '2030-09-12'],
    [2033, '2033-01-31', '2033-06-01', '2033-09-08'],
  ];
  for (const [year, newYear, dragonBoat, midAutumn] of festivals) {
    it(`finds the festivals of ${year}`, () => {
      assert.equal(chineseDate(year, 1, 1), newYear);
      assert.equal(chineseDate(year, 5, 5), dragonBoat);
      assert.equal(chineseDate(year, 8, 15), midAutumn);
    });
  }
});

it('finds Clear and Bright', () => {
  const days = [2023, 2024, 2025, 2026, 2027, 2028].map(qingming);
  assert.deepEqual(days, [
    '2023-04-05',
    '2024-04-04',
    '2025-04-04',
    '2026-04-05',
    '2027-04-05',
    '2028-04-04',
  ]);
});

describe('proposeHolidays', () => {
  const brief = (today: string, existing: { from: string; until: string }[] = []) =>
    proposeHolidays(today, existing, 'zh').map(({ name, from, until }) => `${name} ${from} ${until}`);

  it('proposes the coming year in its order, the Spring Festival within the winter holiday', () => {
    assert.deepEqual(brief('2026-11-22'), [
      '元旦 2027-01-01 2027-01-03',
      '寒假 2027-01-16 2027-02-21',
      '清明节 2027-04-03 2027-04-05',
      '劳动节 2027-05-01 2027-05-05',
      '端午节 2027-06-09 2027-06-09',
      '暑假 2027-07-01 2027-08-31',
      '中秋节 2027-09-15 2027-09-15',
      '国庆节 2027-10-01 2027-10-07',
    ]);
  });

  it('has the winter holiday end after an early Spring Festival and after a late one', () => {
    const winters = ['2024-12-01', '2025-12-01', '2027-12-01'].map((today) =>
      brief(today).find((line) => line.startsWith('寒假')),
    );
    assert.deepEqual(winters, [
      '寒假 2025-01-18 2025-02-16',
      '寒假 2026-01-17 2026-03-01',
      '寒假 2028-01-15 2028-02-13',
    ]);
  });

  it('keeps the running holiday, and leaves out what is over or more than a year away', () => {
    const names = brief('2026-07-20');
    assert.equal(names[0], '暑假 2026-07-01 2026-08-31');
    assert.ok(names.includes('暑假 2027-07-01 2027-08-31'));
    assert.ok(!brief('2026-11-22').some((line) => line.includes('2026-')));
    assert.ok(!brief('2026-06-15').some((line) => line === '暑假 2027-07-01 2027-08-31'));
  });

  it('leaves out what overlaps the calendar as it is, by one day too', () => {
    const left = brief('2026-11-22', [
      { from: '2027-02-21', until: '2027-03-01' },
      { from: '2027-08-01', until: '2027-08-31' },
    ]);
    assert.ok(!left.some((line) => line.startsWith('寒假') || line.startsWith('暑假')));
    assert.ok(left.includes('春节 2027-02-05 2027-02-12'), 'no winter holiday hides it now');
  });

  it('leaves a Mid-Autumn Festival within the National Day week to that week', () => {
    assert.ok(!brief('2025-09-01').some((line) => line.startsWith('中秋节 2025')));
    assert.ok(brief('2026-09-01').includes('中秋节 2026-09-25 2026-09-27'));
  });

  it('names them in English too', () => {
    const names = proposeHolidays('2026-11-22', [], 'en').map(({ name }) => name);
    assert.deepEqual(names.slice(0, 2), ['New Year’s Day', 'Winter holiday']);
  });
});
