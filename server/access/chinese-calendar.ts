import { addDays, type Day } from '../clock.ts';

const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/**
 * Where the new moon comes within minutes of midnight in Beijing, ICU's calendar is a day off: the first
 * day of the first month by GB/T 33661 (checked to 2060, with the fifth of the fifth and the fifteenth of
 * the eighth month, which are right).
 */
const corrected: Record<number, Day> = { 2027: '2027-02-06', 2030: '2030-02-03' };

/** The day of the common year on which the Chinese calendar has this month (never the leap one) and day. */
export function chineseDate(year: number, month: number, day: number): Day {
  const newYear = month === 1 && corrected[year];
  if (newYear) return addDays(newYear, day - 1);
  // The first month begins between 21 January and 20 February; later ones follow by 29 or 30 days each.
  for (let candidate = addDays(`${year}-01-20`, 29 * (month - 1)); ; candidate = addDays(candidate, 1)) {
    const parts = format.formatToParts(new Date(`${candidate}T00:00:00Z`));
    const read = (type: string) => parts.find((part) => part.type === type)?.value;
    if (read('month') === String(month) && read('day') === String(day)) return candidate;
    if (candidate > `${year}-12-31`) throw new Error(`no ${month}/${day} of the Chinese calendar in ${year}`);
  }
}

/** Clear and Bright, the fifth solar term; the formula holds from 2000 to 2099. */
export function qingming(year: number): Day {
  const y = year - 2000;
  const day = Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
  return `${year}-04-${String(day).padStart(2, '0')}`;
}
