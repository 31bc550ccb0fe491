import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenPeriod } from '../../../server/contract/open-periods.ts';
import { calendarNow, countDays, openProposals, periodState } from './period-state.ts';

const winter: OpenPeriod = { id: 'w', name: '寒假', kind: 'winter', from: '2027-01-23', until: '2027-02-28' };
const summer: OpenPeriod = { id: 's', name: '暑假', kind: 'summer', from: '2027-07-10', until: '2027-08-31' };

test('the first and the last day are open', () => {
  assert.deepEqual(
    ['2027-01-22', '2027-01-23', '2027-02-28', '2027-03-01'].map((day) => periodState(winter, day)),
    ['coming', 'now', 'now', 'past'],
  );
  assert.equal(countDays(winter), 37);
  assert.equal(countDays({ from: '2027-10-01', until: '2027-10-01' }), 1);
});

test('what holds today: no calendar, a period, or the next one', () => {
  assert.deepEqual(calendarNow([], '2027-01-01'), { name: 'none' });
  assert.deepEqual(calendarNow([summer, winter], '2027-02-01'), { name: 'open', period: winter });
  assert.deepEqual(calendarNow([summer, winter], '2027-01-01'), { name: 'closed', next: winter });
  assert.deepEqual(calendarNow([summer, winter], '2027-12-01'), { name: 'closed', next: null });
});

test('a holiday is proposed until a period of its kind meets it', () => {
  const other = { ...winter, from: '2027-01-20', until: '2027-02-25' };
  assert.deepEqual(openProposals([other, summer], [winter]), [summer]);
});
