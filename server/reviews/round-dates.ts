import type { Day } from '../clock.ts';
import { InvalidRequestError } from '../errors.ts';

/** First and last days, all in, in the region's time zone. */
export interface RoundDates {
  opensOn: Day;
  entriesUntil: Day;
  reviewsUntil: Day;
}

/** Each day is the one before or a later one: a round may be over in a day. Throws `round-order`. */
export function checkRoundDates({ opensOn, entriesUntil, reviewsUntil }: RoundDates): void {
  if (opensOn <= entriesUntil && entriesUntil <= reviewsUntil) return;
  throw new InvalidRequestError([], 'round-order');
}

/** Whether a round that is in its time of entries takes them on a day. */
export function takesEntriesOn({ opensOn, entriesUntil }: RoundDates, today: Day): boolean {
  return opensOn <= today && today <= entriesUntil;
}
