import type { Clock } from '../clock.ts';
import type { SetPassword } from '../contract/people.ts';
import { appendAudit } from '../db/audit-log.ts';
import {
  deleteOpenInvitations,
  findOpenInvitation,
  replaceInvitation,
  useInvitation,
} from '../db/invitations.ts';
import { newSecret } from '../db/new-id.ts';
import type { Database, Trx } from '../db/open-database.ts';
import { findPersonById, updatePassword } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import { GoneError } from '../errors.ts';
import { hashPassword } from './password.ts';
import { requireStrongPassword } from './require-strong-password.ts';
import { hashToken } from './sessions.ts';
import type { Trace } from './trace.ts';

const purpose = 'password';
const hours = 3600 * 1000;

/**
 * The path of a page on which somebody chooses a password, once and within 24 hours; a link given out
 * before stops working. The password that holds goes on holding until then.
 */
export async function createPasswordLink(trx: Trx, personId: string, now: Date): Promise<string> {
  const token = newSecret();
  await replaceInvitation(trx, {
    token_hash: hashToken(token),
    purpose,
    person_id: personId,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 24 * hours).toISOString(),
    used_at: null,
  });
  return `/set-password?token=${token}`;
}

/**
 * The link that somebody has stops working: with a password that they choose themselves, and with a role that
 * they are given, since whoever made it may not be one of those who could make it for them now.
 */
export function closePasswordLink(trx: Trx, personId: string): Promise<void> {
  return deleteOpenInvitations(trx, purpose, personId);
}

/** Whose link this is; undefined when it is used or over, or the account closed. */
export async function findPersonOfLink(
  database: Database,
  clock: Clock,
  token: string,
): Promise<Row<'people'> | undefined> {
  const now = clock.now().toISOString();
  const invitation = await findOpenInvitation(database.db, hashToken(token), purpose, now);
  if (!invitation?.person_id) return undefined;
  const person = await findPersonById(database.db, invitation.person_id);
  return person?.disabled_at === null ? person : undefined;
}

/**
 * Uses a link up and ends every session of the account, whose name it gives; signing in comes next.
 *
 * Throws `GoneError` when the link is used or over, `InvalidRequestError` for a weak password.
 */
export async function setPassword(
  database: Database,
  clock: Clock,
  { token, password }: SetPassword,
  trace: Trace,
): Promise<{ name: string }> {
  const person = await findPersonOfLink(database, clock, token);
  if (!person) throw new GoneError('link-used');
  await requireStrongPassword(database.db, password, person);
  const passwordHash = await hashPassword(password);
  await database.transaction(async (trx) => {
    if (!(await useInvitation(trx, hashToken(token), purpose, trace.at))) throw new GoneError('link-used');
    await updatePassword(trx, person.id, passwordHash);
    await deleteSessionsOf(trx, person.id);
    await appendAudit(trx, {
      ...trace,
      personId: person.id,
      action: 'person.set-password',
      subject: person.id,
    });
  });
  return { name: person.name };
}
