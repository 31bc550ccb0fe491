import type { Clock } from '../clock.ts';
import { appendAudit } from '../db/audit-log.ts';
import type { Database } from '../db/open-database.ts';
import { findPersonByName } from '../db/people.ts';
import { clearSignInFailures, lockSignInFailures, recordSignInFailure } from '../db/sessions.ts';
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
  database: Database,
  clock: Clock,
  given: { name: string; password: string; network: string },
): Promise<{ personId: string }> {
  const name = given.name.trim().toLowerCase();
  const key = `${name} ${given.network}`;
  const person = await findPersonByName(database.db, name);
  await beginAttempt(database, { key, personId: person?.id, network: given.network }, clock.now());
  const right = await verifyPassword(given.password, person?.password_hash ?? null);
  if (!person || !right || person.disabled_at !== null) throw new NotSignedInError('wrong-name-or-password');
  await clearSignInFailures(database.db, key);
  return { personId: person.id };
}

/**
 * Counts the attempt as failed before it is looked at, and success takes that back: of many guesses sent
 * at once only as many are looked at as of those sent one after another.
 */
async function beginAttempt(
  database: Database,
  { key, personId, network }: { key: string; personId: string | undefined; network: string },
  now: Date,
): Promise<void> {
  const wait = await database.transaction(async (trx) => {
    const before = await lockSignInFailures(trx, key, now.toISOString());
    if (before.next_at > now.toISOString()) return secondsUntil(before.next_at, now);
    const failures = before.failures + 1;
    const nextAt = new Date(now.getTime() + delaySeconds(failures) * 1000);
    await recordSignInFailure(trx, {
      key,
      failures,
      last_at: now.toISOString(),
      next_at: nextAt.toISOString(),
    });
    // Once, when the delays begin; of names that nobody has there could be as many as a guesser likes.
    if (failures === freeFailures + 1 && personId !== undefined) {
      const at = now.toISOString();
      await appendAudit(trx, { at, personId: null, network, action: 'session.delay', subject: personId });
    }
    return 0;
  });
  if (wait > 0) throw new TooManyRequestsError('too-many-attempts', wait);
}

/** Seconds to wait after so many failures in a row. */
export function delaySeconds(failures: number): number {
  return failures <= freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), longestDelaySeconds);
}

function secondsUntil(time: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(time) - now.getTime()) / 1000));
}
