import { addDays, type Day } from '../clock.ts';
import type { NewOpenPeriod } from '../contract/open-periods.ts';
import type { Language } from '../contract/words/words.ts';
import { chineseDate, qingming } from './chinese-calendar.ts';

interface Holiday {
  names: Record<Language, string>;
  kind: NewOpenPeriod['kind'];
  /** First and last day in a year of the common calendar. */
  in(year: number): { from: Day; until: Day };
}

/**
 * The holidays of Chinese schools, the long ones first: of two that overlap the first is proposed. Terms
 * and moved working days differ from place to place and are announced late: the bureau corrects them.
 */
const holidays: readonly Holiday[] = [
  { names: { zh: '寒假', en: 'Winter holiday' }, kind: 'winter', in: winter },
  {
    names: { zh: '暑假', en: 'Summer holiday' },
    kind: 'summer',
    in: (year) => ({ from: `${year}-07-01`, until: `${year}-08-31` }),
  },
  {
    names: { zh: '国庆节', en: 'National Day' },
    kind: 'national',
    in: (year) => ({ from: `${year}-10-01`, until: `${year}-10-07` }),
  },
  {
    names: { zh: '春节', en: 'Spring Festival' },
    kind: 'national',
    // From New Year's Eve to the seventh day.
    in: (year) => {
      const newYear = chineseDate(year, 1, 1);
      return { from: addDays(newYear, -1), until: addDays(newYear, 6) };
    },
  },
  {
    names: { zh: '劳动节', en: 'Labour Day' },
    kind: 'national',
    in: (year) => ({ from: `${year}-05-01`, until: `${year}-05-05` }),
  },
  {
    names: { zh: '元旦', en: 'New Year’s Day' },
    kind: 'national',
    in: (year) => withWeekend(`${year}-01-01`),
  },
  { names: { zh: '清明节', en: 'Qingming' }, kind: 'national', in: (year) => withWeekend(qingming(year)) },
  {
    names: { zh: '端午节', en: 'Dragon Boat Festival' },
    kind: 'national',
    in: (year) => withWeekend(chineseDate(year, 5, 5)),
  },
  {
    names: { zh: '中秋节', en: 'Mid-Autumn Festival' },
    kind: 'national',
    in: (year) => withWeekend(chineseDate(year, 8, 15)),
  },
];

/**
 * The holidays of the coming twelve months, the running one included, by first day: what a bureau can take
 * over into its calendar. What overlaps a period it has already is left out.
 */
export function proposeHolidays(
  today: Day,
  existing: readonly { from: Day; until: Day }[],
  language: Language,
): NewOpenPeriod[] {
  const year = Number(today.slice(0, 4));
  const horizon = addDays(today, 365);
  const taken = [...existing];
  const proposed: NewOpenPeriod[] = [];
  for (const holiday of holidays) {
    for (const dates of [holiday.in(year), holiday.in(year + 1)]) {
      if (dates.until < today || dates.from > horizon) continue;
      if (taken.some((other) => other.from <= dates.until && dates.from <= other.until)) continue;
      taken.push(dates);
      proposed.push({ name: holiday.names[language], kind: holiday.kind, ...dates });
    }
  }
  return proposed.sort((a, b) => a.from.localeCompare(b.from));
}

/**
 * From the third Saturday of January to the last Sunday by which the Lantern Festival is over, four weeks
 * and a day at least.
 */
function winter(year: number): { from: Day; until: Day } {
  const from = addDays(`${year}-01-15`, (6 - weekday(`${year}-01-15`) + 7) % 7);
  const lantern = addDays(chineseDate(year, 1, 1), 15);
  const sunday = addDays(lantern, -weekday(lantern));
  return { from, until: later(sunday, addDays(from, 29)) };
}

/** One day off with the weekend it touches; one that falls on a weekend is made up for on Monday. */
function withWeekend(day: Day): { from: Day; until: Day } {
  switch (weekday(day)) {
    case 0:
      return { from: addDays(day, -1), until: addDays(day, 1) };
    case 1:
      return { from: addDays(day, -2), until: day };
    case 5:
    case 6:
      return { from: day, until: addDays(day, 2) };
    default:
      return { from: day, until: day };
  }
}

/** 0 for Sunday. */
const weekday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay();

const later = (a: Day, b: Day): Day => (a.localeCompare(b) > 0 ? a : b);
