import { type Day, daysBetween } from '../clock.ts';
import type { OpenPeriod, OpenState } from '../contract/open-periods.ts';

/**
 * What holds on a day: open inside any period (its first and last day count) and in a library that has
 * no calendar yet; closed otherwise, until the next period begins.
 */
export function openStateOn(periods: readonly OpenPeriod[], today: Day): OpenState {
  if (periods.length === 0) return { open: true, period: null, daysLeft: null };
  const current = periods
    .filter((period) => period.from <= today && today <= period.until)
    .sort((a, b) => b.until.localeCompare(a.until))[0];
  if (current) return { open: true, period: current, daysLeft: daysBetween(today, current.until) };
  const next = periods
    .filter((period) => period.from > today)
    .sort((a, b) => a.from.localeCompare(b.from))[0];
  return { open: false, next: next ?? null };
}
