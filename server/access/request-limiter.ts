import { isIPv4 } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/open-database.ts';
import { lockRequestLimit, updateRequestLimit } from '../db/request-limits.ts';
import { TooManyRequestsError } from '../errors.ts';
import type { Actor } from './actor.ts';
import { type LimitClass, planRequest, type RequestLimit, requestLimits } from './request-limits.ts';

/** Who asks, as far as it is known. */
export interface Asking {
  actor: Actor;
  address: string | undefined;
  browser?: string;
}

/** Counts requests against the limits of their class. */
export interface RequestLimiter {
  /**
   * Counts one request of a class: against the person where somebody is signed in, else against the network
   * they come from (`address` is Express's `request.ip`). At a sign-in it is the browser, where the account has
   * used it before: a flood from its own network must not keep it out.
   *
   * Throws `TooManyRequestsError` (`too-many-requests`) with the seconds to wait.
   */
  take(limitClass: LimitClass, who: Asking): Promise<void>;
}

/** Takes everything: for tests whose clock stands still, so that no minute ever passes. */
export const unlimited: RequestLimiter = { take: async () => {} };

/**
 * One for a process. Ours, because the libraries for it bring a table and a driver of their own for each
 * database, and a timer for every address; this is one instant for each who asks.
 */
export function createRequestLimiter(
  { database, clock }: { database: Database; clock: Clock },
  limits: Readonly<Record<LimitClass, RequestLimit>> = requestLimits,
): RequestLimiter {
  const inProcess = createProcessCount();
  return {
    async take(limitClass, { actor, address, browser }) {
      const limit = limits[limitClass];
      const one = browser ?? (actor.kind === 'person' ? actor.id : undefined);
      const [who, perMinute] = one === undefined ? [networkOf(address), limit.network] : [one, limit.person];
      const key = `${limitClass} ${who}`;
      const now = clock.now().getTime();
      const plan =
        limit.counted === 'process'
          ? inProcess(key, now, perMinute)
          : await countInDatabase(database, key, now, perMinute);
      if ('retryAfterSeconds' in plan) {
        throw new TooManyRequestsError('too-many-requests', plan.retryAfterSeconds);
      }
    },
  };
}

/** Keys that are looked through at once for those whose share is whole again. */
const sweepEvery = 10_000;

function createProcessCount() {
  const usedUntil = new Map<string, number>();
  let sinceSweep = 0;
  return (key: string, now: number, perMinute: number) => {
    const plan = planRequest(usedUntil.get(key) ?? 0, now, perMinute);
    if ('usedUntil' in plan) usedUntil.set(key, plan.usedUntil);
    sinceSweep += 1;
    if (sinceSweep >= sweepEvery) {
      sinceSweep = 0;
      for (const [other, until] of usedUntil) if (until <= now) usedUntil.delete(other);
    }
    return plan;
  };
}

function countInDatabase(database: Database, key: string, now: number, perMinute: number) {
  return database.transaction(async (trx) => {
    const before = await lockRequestLimit(trx, key);
    const plan = planRequest(before, now, perMinute);
    if ('usedUntil' in plan) await updateRequestLimit(trx, key, Math.ceil(plan.usedUntil));
    return plan;
  });
}

/** The address, of IPv6 the /64 that one subscriber has; only ever held for a minute. */
function networkOf(address: string | undefined): string {
  if (!address) return 'unknown';
  const plain = address.replace(/^::ffff:/, '');
  if (isIPv4(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return groups.slice(0, 4).join(':');
}
