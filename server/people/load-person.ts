import { authorise } from '../access/policy.ts';
import { dayIn } from '../clock.ts';
import { findPersonById, listMembershipsOf, type MembershipRow } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import type { Call } from '../route.ts';
import { personFacts } from './present-people.ts';

/**
 * Somebody and their memberships, once the caller may see or manage them.
 *
 * Throws `NotFoundError` also for those whom the caller may not know of.
 */
export async function loadPerson(
  { context, actor }: Pick<Call, 'context' | 'actor'>,
  personId: string,
  rule: 'person.see' | 'person.manage',
): Promise<{ person: Row<'people'>; memberships: MembershipRow[] }> {
  const { config, clock, database } = context;
  const person = await findPersonById(database.db, personId);
  if (!person) throw new NotFoundError();
  const memberships = await listMembershipsOf(database.db, [person.id]);
  authorise(actor, rule, personFacts(memberships, dayIn(config.timeZone, clock.now())));
  return { person, memberships };
}
