import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { SecondFactor } from '../contract/session.ts';
import type { Database, Db, Trx } from '../db/open-database.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  findSecondFactor,
  type SecondFactorRow,
  useRecoveryCode,
  useStep,
} from '../db/second-factors.ts';
import { ConflictError, InvalidRequestError } from '../errors.ts';
import { findStep, fromBase32, toBase32 } from './totp.ts';

/** RFC 4226, 4: 160 bits are recommended. */
const secretBytes = 20;
const recoveryCodeCount = 10;

/**
 * A secret to be put into an authenticator app, as text and as the address its QR code holds. Nothing is
 * asked at sign-in until a code made with it is typed (`confirm`).
 *
 * Throws `ConflictError` (`second-factor-on`).
 */
export async function startSecondFactor(
  { db }: Pick<Database, 'db'>,
  { now }: Clock,
  person: { id: string; name: string },
  issuer: string,
): Promise<{ secret: string; address: string }> {
  const secret = toBase32(randomBytes(secretBytes));
  const begun = await beginSecondFactor(db, { personId: person.id, secret, now: now().toISOString() });
  if (!begun) throw new ConflictError('second-factor-on');
  const query = new URLSearchParams({ secret, issuer });
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(person.name)}`;
  // Some apps show a plus sign as it is.
  return { secret, address: `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}` };
}

/**
 * Switches the second factor on with its first code, and gives the recovery codes: this once, since only
 * their hashes are kept.
 *
 * Throws `ConflictError` (`wrong-state`) where none was begun, `InvalidRequestError` (`wrong-code`).
 */
export async function confirm(trx: Trx, clock: Clock, personId: string, code: string): Promise<string[]> {
  const factor = await findSecondFactor(trx, personId);
  if (!factor || factor.confirmed_at !== null) throw new ConflictError('wrong-state');
  const now = clock.now();
  const step = findStep(fromBase32(factor.secret), plain(code), now, factor.last_step);
  if (step === null) throw new InvalidRequestError([{ path: 'code', code: 'wrong-code' }], 'wrong-code');
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  const confirmed = await confirmSecondFactor(trx, {
    ...{ personId, step, secret: factor.secret, now: now.toISOString() },
    recoveryCodes: recoveryCodes.map(hashCode),
  });
  if (!confirmed) throw new ConflictError('wrong-state');
  return recoveryCodes;
}

/** True when the code is one of the app's, not taken before, or one of the recovery codes that are left. */
export async function takeCode(
  database: Database,
  clock: Clock,
  factor: SecondFactorRow,
  code: string,
): Promise<boolean> {
  const step = findStep(fromBase32(factor.secret), plain(code), clock.now(), factor.last_step);
  if (step !== null) return useStep(database.db, factor.person_id, step);
  return database.transaction((trx) => useRecoveryCode(trx, factor.person_id, hashCode(code)));
}

/** Ten letters and figures that are hard to mistake for one another, 50 bits, in two groups. */
function newRecoveryCode(): string {
  const letters = toBase32(randomBytes(7)).slice(0, 10).toLowerCase();
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** As it was typed, with or without spaces and hyphens, in whatever width. */
const plain = (code: string) => code.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();

const hashCode = (code: string) => createHash('sha256').update(plain(code)).digest('hex');

/** Whether somebody has one, and how many recovery codes are left. */
export async function presentSecondFactor(db: Db, personId: string): Promise<SecondFactor> {
  const factor = await findSecondFactor(db, personId);
  const on = factor !== undefined && factor.confirmed_at !== null;
  return { on, recoveryCodesLeft: on ? factor.recovery_codes.length : 0 };
}
