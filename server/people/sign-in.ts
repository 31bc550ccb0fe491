import type { Clock } from '../clock.ts';
import type { Db } from '../db/open-database.ts';
import { findPersonByName } from '../db/people.ts';
import { clearSignInFailures, findSignInFailures, recordSignInFailure } from '../db/sessions.ts';
import { NotSignedInError, TooManyRequestsError } from '../errors.ts';
import { verifyPassword } from './password.ts';

const freeFailures = 3;
const longestDelaySeconds = 15 * 60;

/**
 * The person with that name and password.
 *
 * Failures are counted by account and network together and delay the next try (2, 4, 8 … s, 15 min at
 * most); they never lock: somebody elsewhere who guesses at a teacher's account does not keep the
 * teacher out, and a class behind one address does not keep out its own school.
 *
 * Throws `NotSignedInError`, or `TooManyRequestsError` while the delay runs.
 */
export async function signIn(
  db: Db,
  clock: Clock,
  given: { name: string; password: string; network: string },
): Promise<{ personId: string }> {
  const name = given.name.trim().toLowerCase();
  const key = `${name} ${given.network}`;
  const now = clock.now();
  const before = await findSignInFailures(db, key);
  if (before && before.next_at > now.toISOString()) {
    throw new TooManyRequestsError('too-many-attempts', secondsUntil(before.next_at, now));
  }
  const person = await findPersonByName(db, name);
  const right = await verifyPassword(given.password, person?.password_hash ?? null);
  if (person && right && person.disabled_at === null) {
    if (before) await clearSignInFailures(db, key);
    return { personId: person.id };
  }
  const failures = (before?.failures ?? 0) + 1;
  const nextAt = new Date(now.getTime() + delaySeconds(failures) * 1000);
  await recordSignInFailure(db, { key, failures, last_at: now.toISOString(), next_at: nextAt.toISOString() });
  throw new NotSignedInError('wrong-name-or-password');
}

/** Seconds to wait after so many failures in a row. */
export function delaySeconds(failures: number): number {
  return failures <= freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), longestDelaySeconds);
}

function secondsUntil(time: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(time) - now.getTime()) / 1000));
}
