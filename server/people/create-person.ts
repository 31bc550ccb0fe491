import type { z } from 'zod';
import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { NewPerson, NewPersonAnswer } from '../contract/people.ts';
import { appendAudit } from '../db/audit-log.ts';
import { newId } from '../db/new-id.ts';
import { isDuplicateKey } from '../db/open-database.ts';
import { findOrganisation } from '../db/organisations.ts';
import { findPersonByName, insertMembership, insertPerson } from '../db/people.ts';
import { ConflictError } from '../errors.ts';
import { hashPassword } from './password.ts';
import { createPasswordLink } from './password-link.ts';
import { presentPerson } from './present-people.ts';
import { requireStrongPassword } from './require-strong-password.ts';
import type { Trace } from './trace.ts';

/**
 * Makes an account with its first role, from today. Without a password the answer has the path of the
 * page on which the person chooses one.
 *
 * Throws `ConflictError` (`name-taken`), `InvalidRequestError` (`weak-password`).
 */
export async function createPerson(
  { database, clock, config }: Pick<AppContext, 'database' | 'clock' | 'config'>,
  given: NewPerson,
  trace: Trace,
): Promise<z.infer<typeof NewPersonAnswer>> {
  if (await findPersonByName(database.db, given.name)) throw new ConflictError('name-taken');
  if (given.password !== undefined) {
    const organisation = await findOrganisation(database.db, given.organisation);
    const owner = { name: given.name, display_name: given.displayName };
    await requireStrongPassword(database.db, given.password, owner, organisation ? [organisation.name] : []);
  }
  const now = clock.now();
  const person = {
    id: newId(),
    name: given.name,
    display_name: given.displayName,
    password_hash: given.password === undefined ? null : await hashPassword(given.password),
    disabled_at: null,
    created_at: trace.at,
  };
  try {
    return await database.transaction(async (trx) => {
      await insertPerson(trx, person);
      await insertMembership(trx, {
        id: newId(),
        person_id: person.id,
        organisation_id: given.organisation,
        role: given.role,
        from_date: dayIn(config.timeZone, now),
        until_date: null,
      });
      await appendAudit(trx, {
        ...trace,
        action: 'person.create',
        subject: person.id,
        detail: { name: given.name, role: given.role, organisation: given.organisation },
      });
      const about = { personId: person.id, madeBy: trace.personId, now };
      const link = given.password === undefined ? await createPasswordLink(trx, about) : undefined;
      return { ...(await presentPerson(trx, person)), link };
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new ConflictError('name-taken', {}, { cause: error });
    throw error;
  }
}
