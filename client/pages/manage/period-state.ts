import type { NewOpenPeriod, OpenPeriod } from '../../../server/contract/open-periods.ts';

export type PeriodState = 'past' | 'now' | 'coming';

/** What a period is today; days are ISO dates, first and last both in. */
export function periodState({ from, until }: NewOpenPeriod, today: string): PeriodState {
  if (until < today) return 'past';
  return from <= today ? 'now' : 'coming';
}

export function countDays({ from, until }: Pick<NewOpenPeriod, 'from' | 'until'>): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1;
}

/** What holds today by the calendar. */
export type CalendarNow =
  | { name: 'none' }
  | { name: 'open'; period: OpenPeriod }
  | { name: 'closed'; next: OpenPeriod | null };

export function calendarNow(periods: readonly OpenPeriod[], today: string): CalendarNow {
  if (periods.length === 0) return { name: 'none' };
  const now = periods
    .filter((period) => periodState(period, today) === 'now')
    .sort((a, b) => b.until.localeCompare(a.until))[0];
  if (now) return { name: 'open', period: now };
  const next = sortPeriods(periods).find((period) => periodState(period, today) === 'coming');
  return { name: 'closed', next: next ?? null };
}

/** Proposals that no period covers by name and overlap yet. */
export function openProposals(
  proposed: readonly NewOpenPeriod[],
  periods: readonly OpenPeriod[],
): NewOpenPeriod[] {
  return proposed.filter(
    (one) =>
      !periods.some(
        (period) => period.kind === one.kind && period.from <= one.until && one.from <= period.until,
      ),
  );
}

export function sortPeriods<Period extends NewOpenPeriod>(periods: readonly Period[]): Period[] {
  return [...periods].sort((a, b) => a.from.localeCompare(b.from));
}
