import type { Clock } from '../clock.ts';
import { appendAudit } from '../db/audit-log.ts';
import type { Database } from '../db/open-database.ts';
import { findPersonByName, replacePasswordHash } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { findSecondFactor } from '../db/second-factors.ts';
import { clearSignInFailures, lockSignInFailures, recordSignInFailure } from '../db/sessions.ts';
import { NotSignedInError, RequestError, TooManyRequestsError } from '../errors.ts';
import { accountMark, type KnownBrowser } from './known-browser.ts';
import { hashPassword, isCurrentHash, verifyPassword } from './password.ts';
import { issueTicket, isTicketOf } from './password-ticket.ts';
import { takeCode } from './second-factor.ts';

const freeFailures = 3;
const longestDelaySeconds = 15 * 60;

/** The password was right; the code of the second factor is missing or wrong. */
export class CodeNeededError extends RequestError {
  override readonly name = 'CodeNeededError';
  readonly status = 401;
  /** Stands for the password when the code comes (`password-ticket.ts`). */
  readonly ticket: string;

  constructor(code: 'totp-required' | 'wrong-code', ticket: string) {
    super(code);
    this.ticket = ticket;
  }
}

export interface SignInAttempt {
  name: string;
  /** Or the ticket of an attempt a moment ago, whose password was right. */
  password?: string;
  ticket?: string;
  code?: string;
  /** Truncated address. */
  network: string;
  browser: KnownBrowser | undefined;
}

interface SignInParts {
  database: Database;
  clock: Clock;
  signInSecret: string;
}

/**
 * The person with that name and password, and code where a second factor is set.
 *
 * Failures are counted by account and network together, on a browser that the account has signed in on
 * before by that browser alone, and delay the next try (2, 4, 8 … s, 15 min at most); they never lock:
 * whoever guesses at a teacher's account, from anywhere, does not keep the teacher out, and a class
 * behind one address does not keep out its own school. Wrong codes are counted by the account alone, a known
 * browser apart: who has the password gains nothing by guessing from many networks at once.
 *
 * Throws `NotSignedInError`, `CodeNeededError`, or `TooManyRequestsError` while the delay runs.
 */
export async function signIn(
  { database, clock, signInSecret }: SignInParts,
  given: SignInAttempt,
): Promise<{ personId: string; name: string }> {
  const name = given.name.trim().toLowerCase();
  const known = given.browser?.account === accountMark(name) ? given.browser.browser : undefined;
  const key = `${name} ${known ?? given.network}`;
  const person = await findPersonByName(database.db, name);
  await beginAttempt(database, { key, personId: person?.id, network: given.network }, clock.now());
  const proven =
    person !== undefined && given.ticket !== undefined && given.password === undefined
      ? isTicketOf(signInSecret, person, given.ticket, clock.now())
      : await verifyPassword(given.password ?? '', person?.password_hash ?? null);
  if (!person || !proven || person.disabled_at !== null) {
    throw new NotSignedInError('wrong-name-or-password');
  }
  const factor = await findSecondFactor(database.db, person.id);
  if (factor && factor.confirmed_at !== null) {
    const ticket = issueTicket(signInSecret, person, clock.now());
    if (!given.code?.trim()) throw new CodeNeededError('totp-required', ticket);
    const codeKey = `${name} code${known === undefined ? '' : ` ${known}`}`;
    const about = { key: codeKey, personId: person.id, network: given.network };
    await beginAttempt(database, about, clock.now());
    if (!(await takeCode(database, clock, factor, given.code))) {
      throw new CodeNeededError('wrong-code', ticket);
    }
    await clearSignInFailures(database.db, codeKey);
  }
  await clearSignInFailures(database.db, key);
  if (given.password !== undefined) await keepHashCurrent(database, person, given.password);
  return { personId: person.id, name: person.name };
}

/**
 * Asks somebody who is signed in for their password once more. Wrong ones delay the next try as they do at
 * sign-in, counted by the person.
 *
 * Throws `TooManyRequestsError` while the delay runs.
 */
export async function isOwnPassword(
  { database, clock }: Pick<SignInParts, 'database' | 'clock'>,
  person: Row<'people'>,
  { password, network }: { password: string; network: string },
): Promise<boolean> {
  const key = `${person.name} signed-in`;
  await beginAttempt(database, { key, personId: person.id, network }, clock.now());
  const right = await verifyPassword(password, person.password_hash);
  if (right) await clearSignInFailures(database.db, key);
  return right;
}

/** What was hashed when hashing was cheaper is hashed again, now that the password is at hand. */
async function keepHashCurrent(database: Database, person: Row<'people'>, password: string): Promise<void> {
  if (person.password_hash === null || isCurrentHash(person.password_hash)) return;
  await replacePasswordHash(database.db, person.id, {
    from: person.password_hash,
    to: await hashPassword(password),
  });
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
    const left = secondsUntil(before.next_at, now);
    // Longer than any delay: written before the clock was put back. Clocks of two machines may differ a little.
    if (left > 0 && left <= longestDelaySeconds + 60) return left;
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

/** Whole seconds, 0 where the time has come. */
function secondsUntil(time: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(time) - now.getTime()) / 1000));
}
