import { type Clock, dayIn } from '../clock.ts';
import type { Config } from '../config.ts';
import type { OpenSession } from '../contract/session.ts';
import type { Db } from '../db/open-database.ts';
import { findRolesOn } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { listSessionsOf } from '../db/sessions.ts';
import { describeDevice } from './describe-device.ts';
import { hashToken, longestIdle } from './sessions.ts';

/** Somebody's sessions that are neither over nor idle for too long: the one that asks, then by when they were last seen. */
export async function presentOpenSessions(
  db: Db,
  clock: Clock,
  { timeZone, sessions }: Pick<Config, 'timeZone' | 'sessions'>,
  personId: string,
  token: string | undefined,
): Promise<OpenSession[]> {
  const now = clock.now();
  const rows = await listSessionsOf(db, personId, now.toISOString());
  const idle = longestIdle(await findRolesOn(db, personId, dayIn(timeZone, now)), sessions);
  const own = token === undefined ? undefined : hashToken(token);
  return rows
    .filter((row) => now.getTime() - Date.parse(row.seen_at) <= idle)
    .map((row) => ({
      id: sessionId(row),
      current: row.token_hash === own,
      device: describeDevice(row.user_agent),
      network: row.network || null,
      since: row.created_at,
      seen: row.seen_at,
    }))
    .sort((one, other) => Number(other.current) - Number(one.current));
}

/** Names a session to its owner. The hash it is part of leads back to no token. */
export function sessionId({ token_hash }: Pick<Row<'sessions'>, 'token_hash'>): string {
  return token_hash.slice(0, 16);
}
