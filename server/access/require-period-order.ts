import type { NewOpenPeriod } from '../contract/open-periods.ts';
import { InvalidRequestError } from '../errors.ts';

/** Throws `InvalidRequestError` (`period-order`) when the last day is before the first. */
export function requirePeriodOrder({ from, until }: Pick<NewOpenPeriod, 'from' | 'until'>): void {
  if (until >= from) return;
  throw new InvalidRequestError([{ path: 'until', code: 'period-order' }], 'period-order');
}
