import { createHash } from 'node:crypto';
import type { Actor, Person } from '../access/actor.ts';
import { visitor } from '../access/actor.ts';
import type { Clock } from '../clock.ts';
import { dayIn } from '../clock.ts';
import type { Config } from '../config.ts';
import { newSecret } from '../db/new-id.ts';
import type { Db } from '../db/open-database.ts';
import { findPersonById, findRolesOn, type RoleRow } from '../db/people.ts';
import { findSecondFactor } from '../db/second-factors.ts';
import {
  deleteOldestSessions,
  deleteSession,
  findSession,
  insertSession,
  touchSession,
} from '../db/sessions.ts';
import { sessionLifetime } from './session-cookie.ts';

/** `seen_at` is written at most this often. */
const touchEvery = 60_000;

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** More devices than anybody has: what a script or a browser that keeps no cookies opens must not pile up. */
const mostSessions = 50;

/**
 * Makes a session and gives the token for its cookie; only the hash is kept. Of a person's sessions the 50 that were
 * seen last go on.
 */
export async function openSession(
  db: Db,
  clock: Clock,
  about: { personId: string; userAgent: string | undefined; network: string | undefined },
): Promise<string> {
  const token = newSecret();
  const now = clock.now();
  await insertSession(db, {
    token_hash: hashToken(token),
    person_id: about.personId,
    created_at: now.toISOString(),
    seen_at: now.toISOString(),
    expires_at: new Date(now.getTime() + sessionLifetime).toISOString(),
    user_agent: about.userAgent?.slice(0, 200) ?? null,
    network: about.network ?? null,
  });
  await deleteOldestSessions(db, about.personId, { except: hashToken(token), others: mostSessions - 1 });
  return token;
}

type SessionRules = Pick<Config, 'timeZone' | 'sessions' | 'requireSecondFactor'>;

/** Who a token belongs to: a visitor when it is unknown, over, idle for too long, or its person disabled. */
export async function readSession(
  db: Db,
  clock: Clock,
  { timeZone, sessions, requireSecondFactor }: SessionRules,
  token: string | undefined,
): Promise<Actor> {
  if (!token) return visitor;
  const session = await findSession(db, hashToken(token));
  if (!session) return visitor;
  const now = clock.now();
  const person = await findPersonById(db, session.person_id);
  if (!person || person.disabled_at !== null) return visitor;
  const roles = await findRolesOn(db, person.id, dayIn(timeZone, now));
  const idle = now.getTime() - Date.parse(session.seen_at);
  if (session.expires_at <= now.toISOString() || idle > longestIdle(roles, sessions)) {
    await deleteSession(db, session.token_hash);
    return visitor;
  }
  if (idle > touchEvery) await touchSession(db, session.token_hash, now.toISOString());
  const actor = toPerson(person, roles);
  return requireSecondFactor ? withoutUnprovenRoles(db, actor) : actor;
}

/** Until a second factor is set up, whoever reviews or administers is a teacher at most. */
async function withoutUnprovenRoles(db: Db, person: Person): Promise<Person> {
  const roles = person.roles.filter(({ role }) => role === 'teacher');
  if (roles.length === person.roles.length) return person;
  const factor = await findSecondFactor(db, person.id);
  if (factor && factor.confirmed_at !== null) return person;
  return { ...person, roles, needsSecondFactor: true };
}

export async function closeSession(db: Db, token: string | undefined): Promise<void> {
  if (token) await deleteSession(db, hashToken(token));
}

export function toPerson(
  person: { id: string; name: string; display_name: string },
  roles: RoleRow[],
): Person {
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    displayName: person.display_name,
    roles: roles.map((held) => ({
      role: held.role,
      organisationId: held.organisation_id,
      organisationName: held.organisation_name,
      organisationPath: held.organisation_path,
    })),
  };
}

/** Milliseconds after which a session of somebody with these roles is over (`SESSION_IDLE_MINUTES`, `ADMIN_…`). */
export function longestIdle(roles: RoleRow[], sessions: Config['sessions']): number {
  const administers = roles.some(({ role }) => role === 'bureau-administrator' || role === 'operator');
  return administers ? sessions.administratorIdle : sessions.idle;
}
