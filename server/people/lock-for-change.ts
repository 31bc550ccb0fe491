import type { Person } from '../access/actor.ts';
import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { Trx } from '../db/open-database.ts';
import { findRolesOn, lockPerson } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { NotFoundError, NotSignedInError } from '../errors.ts';

/**
 * Somebody's account as it is now, held until the transaction ends, with that of whoever changes it: of two
 * administrators who close each other's account, or end each other's role, at the same time only the first does
 * so. Otherwise both would be out, and maybe nobody left to let them in again.
 *
 * Throws `NotSignedInError` when who acts has lost the account or a role since the request began.
 */
export async function lockForChange(
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
  trx: Trx,
  actor: Person,
  personId: string,
): Promise<Row<'people'>> {
  // In one order, or two who change each other would wait for each other.
  const rows = new Map<string, Row<'people'> | undefined>();
  for (const id of [...new Set([actor.id, personId])].sort()) rows.set(id, await lockPerson(trx, id));
  const [self, person] = [rows.get(actor.id), rows.get(personId)];
  const held = await findRolesOn(trx, actor.id, dayIn(config.timeZone, clock.now()));
  const keepsRoles = actor.roles.every(({ role, organisationId }) =>
    held.some((one) => one.role === role && one.organisation_id === organisationId),
  );
  if (!self || self.disabled_at !== null || !keepsRoles) throw new NotSignedInError();
  if (!person) throw new NotFoundError();
  return person;
}
