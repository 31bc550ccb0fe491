import type { Clock } from '../clock.ts';
import type { OpenSession } from '../contract/session.ts';
import type { Db } from '../db/open-database.ts';
import type { Row } from '../db/schema.ts';
import { listSessionsOf } from '../db/sessions.ts';
import { describeDevice } from './describe-device.ts';
import { hashToken } from './sessions.ts';

/** Somebody's sessions, the one that asks first, then by when they were last seen. */
export async function presentOpenSessions(
  db: Db,
  clock: Clock,
  personId: string,
  token: string | undefined,
): Promise<OpenSession[]> {
  const rows = await listSessionsOf(db, personId, clock.now().toISOString());
  const own = token === undefined ? undefined : hashToken(token);
  return rows
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
