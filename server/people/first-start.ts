import type { Clock } from '../clock.ts';
import { dayIn } from '../clock.ts';
import type { Setup } from '../contract/session.ts';
import { appendAudit } from '../db/audit-log.ts';
import { findOpenInvitation, replaceInvitation, useInvitation } from '../db/invitations.ts';
import { newId, newSecret } from '../db/new-id.ts';
import type { Database, Trx } from '../db/open-database.ts';
import { insertOrganisation } from '../db/organisations.ts';
import { countPeople, insertMembership, insertPerson } from '../db/people.ts';
import { writeSettingOnce } from '../db/settings.ts';
import { GoneError } from '../errors.ts';
import { readLibrarySettings, writeLibrarySettings } from '../library-settings.ts';
import { hashPassword } from './password.ts';
import { requireStrongPassword } from './require-strong-password.ts';
import { hashToken } from './sessions.ts';
import type { Trace } from './trace.ts';

const purpose = 'first-administrator';
const hours = 3600 * 1000;

/**
 * The path of the one-time page on which the first administrator sets a name and a password, good for
 * 24 hours; null once there is anybody. Each start gives a new one and the one before stops working: there
 * are no default accounts, and only who reads the console of the machine gets in.
 */
export async function createFirstLink(database: Database, clock: Clock): Promise<string | null> {
  const token = newSecret();
  const now = clock.now();
  const made = await database.transaction(async (trx) => {
    if ((await countPeople(trx)) > 0) return false;
    await replaceInvitation(trx, {
      made_by: null,
      token_hash: hashToken(token),
      purpose,
      person_id: null,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + 24 * hours).toISOString(),
      used_at: null,
    });
    return true;
  });
  return made ? `/setup?token=${token}` : null;
}

/** True while a token of `createFirstLink` can be used. */
export async function isFirstLinkOpen(database: Database, clock: Clock, token: string): Promise<boolean> {
  const now = clock.now().toISOString();
  return (await findOpenInvitation(database.db, hashToken(token), purpose, now)) !== undefined;
}

/**
 * Makes the library's root organisation, which is the bureau's own whatever its level (what stands above
 * it is not in this library), and its first person, who administers and operates it. Only once, whatever
 * happens at the same time.
 *
 * Throws `GoneError` when the token is used or over, `InvalidRequestError` for a weak password.
 */
export async function setUp(
  database: Database,
  clock: Clock,
  timeZone: string,
  given: Setup,
  trace: Trace,
): Promise<{ personId: string }> {
  // Before the password is hashed: guessed tokens must not cost a hash each.
  if (!(await isFirstLinkOpen(database, clock, given.token))) throw new GoneError('link-used');
  const owner = { name: given.name, display_name: given.displayName };
  await requireStrongPassword(database.db, given.password, owner, [given.organisation]);
  const passwordHash = await hashPassword(given.password);
  const person = { id: newId(), passwordHash, today: dayIn(timeZone, clock.now()) };
  await database.transaction(async (trx) => {
    const first =
      (await useInvitation(trx, hashToken(given.token), purpose, trace.at)) &&
      (await writeSettingOnce(trx, 'set-up-at', trace.at)) &&
      (await countPeople(trx)) === 0;
    if (!first) throw new GoneError('link-used');
    await insertRoot(trx, given, person, trace);
    await appendAudit(trx, {
      ...trace,
      personId: person.id,
      action: 'library.set-up',
      subject: person.id,
      detail: { name: given.name, organisation: given.organisation },
    });
  });
  return { personId: person.id };
}

async function insertRoot(
  trx: Trx,
  given: Setup,
  person: { id: string; passwordHash: string; today: string },
  { at }: Trace,
): Promise<void> {
  const organisationId = newId();
  await insertOrganisation(trx, {
    id: organisationId,
    parent_id: null,
    level: given.level,
    name: given.organisation,
    path: `${organisationId}/`,
    nature: null,
    place: null,
    created_at: at,
  });
  await insertPerson(trx, {
    id: person.id,
    name: given.name,
    display_name: given.displayName,
    password_hash: person.passwordHash,
    disabled_at: null,
    created_at: at,
  });
  for (const role of ['bureau-administrator', 'operator'] as const) {
    await insertMembership(trx, {
      id: newId(),
      person_id: person.id,
      organisation_id: organisationId,
      role,
      from_date: person.today,
      until_date: null,
    });
  }
  await writeLibrarySettings(trx, { ...(await readLibrarySettings(trx)), organiser: given.organisation });
}
