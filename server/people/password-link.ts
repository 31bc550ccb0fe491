import { may } from '../access/policy.ts';
import { type Day, dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { SetPassword } from '../contract/people.ts';
import { appendAudit } from '../db/audit-log.ts';
import {
  deleteOpenInvitations,
  findOpenInvitation,
  replaceInvitation,
  useInvitation,
} from '../db/invitations.ts';
import { newSecret } from '../db/new-id.ts';
import type { Db, Trx } from '../db/open-database.ts';
import { findPersonById, findRolesOn, listMembershipsOf, updatePassword } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import { GoneError } from '../errors.ts';
import { hashPassword } from './password.ts';
import { personFacts } from './present-people.ts';
import { requireStrongPassword } from './require-strong-password.ts';
import { hashToken, toPerson } from './sessions.ts';
import type { Trace } from './trace.ts';

const purpose = 'password';
const hours = 3600 * 1000;

type Parts = Pick<AppContext, 'database' | 'clock' | 'config'>;

/**
 * The path of a page on which somebody chooses a password, once and within 24 hours, and while `madeBy` may
 * administer them (null: made on the server itself); a link given out before stops working. The password that holds
 * goes on holding until then.
 */
export async function createPasswordLink(
  trx: Trx,
  { personId, madeBy, now }: { personId: string; madeBy: string | null; now: Date },
): Promise<string> {
  const token = newSecret();
  await replaceInvitation(trx, {
    token_hash: hashToken(token),
    purpose,
    person_id: personId,
    made_by: madeBy,
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

/**
 * Whose link this is, or why it does not work: `link-used` when it is used or over, or the account closed;
 * `link-maker` when who made it could not make it any more.
 */
export async function readPasswordLink(
  { clock, config }: Pick<Parts, 'clock' | 'config'>,
  db: Db,
  token: string,
): Promise<{ person: Row<'people'> } | { refused: 'link-used' | 'link-maker' }> {
  const now = clock.now();
  const invitation = await findOpenInvitation(db, hashToken(token), purpose, now.toISOString());
  if (!invitation?.person_id) return { refused: 'link-used' };
  const person = await findPersonById(db, invitation.person_id);
  if (person?.disabled_at !== null) return { refused: 'link-used' };
  const today = dayIn(config.timeZone, now);
  const stands = invitation.made_by === null || (await mayManage(db, invitation.made_by, person, today));
  return stands ? { person } : { refused: 'link-maker' };
}

/** Whether an administrator, who is not asking, may administer somebody today. */
async function mayManage(db: Db, makerId: string, person: Row<'people'>, today: Day): Promise<boolean> {
  const maker = await findPersonById(db, makerId);
  if (maker?.disabled_at !== null) return false;
  const actor = toPerson(maker, await findRolesOn(db, maker.id, today));
  return may(actor, 'person.manage', personFacts(await listMembershipsOf(db, [person.id]), today));
}

/**
 * Uses a link up and ends every session of the account, whose name it gives; signing in comes next.
 *
 * Throws `GoneError` when the link does not work (any more), `InvalidRequestError` for a weak password.
 */
export async function setPassword(
  context: Parts,
  { token, password }: SetPassword,
  trace: Trace,
): Promise<{ name: string }> {
  const { database } = context;
  const link = await readPasswordLink(context, database.db, token);
  if ('refused' in link) throw new GoneError(link.refused);
  const { person } = link;
  await requireStrongPassword(database.db, password, person);
  const passwordHash = await hashPassword(password);
  await database.transaction(async (trx) => {
    // Hashing takes its time: its maker may have lost their role, or the account been closed, meanwhile.
    const still = await readPasswordLink(context, trx, token);
    if ('refused' in still) throw new GoneError(still.refused);
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
