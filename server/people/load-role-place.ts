import { fitsLevel } from '../access/giving-roles.ts';
import { authorise } from '../access/policy.ts';
import type { Role } from '../contract/session.ts';
import { findOrganisation } from '../db/organisations.ts';
import type { Row } from '../db/schema.ts';
import { InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Call } from '../route.ts';

/**
 * The organisation at which the caller wants to give a role, once they may.
 *
 * Throws what `authorise` throws, `NotFoundError`, or `InvalidRequestError` (`role-place`) when the role
 * cannot be held there.
 */
export async function loadRolePlace(
  { context, actor }: Pick<Call, 'context' | 'actor'>,
  wanted: { role: Role; organisation: string },
): Promise<Row<'organisations'>> {
  const organisation = await findOrganisation(context.database.db, wanted.organisation);
  if (!organisation) throw new NotFoundError();
  authorise(actor, 'role.give', { role: wanted.role, organisationPath: organisation.path });
  if (!fitsLevel(wanted.role, organisation.level, organisation.path)) {
    throw new InvalidRequestError([{ path: 'role', code: 'role-place' }], 'role-place');
  }
  return organisation;
}
