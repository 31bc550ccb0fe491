import type { Db } from '../db/open-database.ts';
import { listMembershipsOf } from '../db/people.ts';
import { InvalidRequestError } from '../errors.ts';
import { readLibrarySettings } from '../library-settings.ts';
import { isWeakPassword } from './password-rules.ts';

/** Whose password it is going to be; without an `id`, of an account that is being made. */
interface Owner {
  id?: string;
  name: string;
  display_name: string;
}

/**
 * Throws `InvalidRequestError` (`weak-password`) for a password that others would guess first: a known one, or
 * one made of the names of the account, its schools (and `others`) and the library.
 */
export async function requireStrongPassword(
  db: Db,
  password: string,
  owner: Owner,
  others: readonly string[] = [],
): Promise<void> {
  const memberships = owner.id === undefined ? [] : await listMembershipsOf(db, [owner.id]);
  const library = await readLibrarySettings(db);
  const schools = memberships.map((membership) => membership.organisation_name);
  const own = [owner.name, owner.display_name, library.name, library.organiser, ...schools, ...others];
  if (!(await isWeakPassword(password, own))) return;
  throw new InvalidRequestError([{ path: 'password', code: 'weak-password' }], 'weak-password');
}
