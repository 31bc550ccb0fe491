import type { PersonFacts } from '../access/policy.ts';
import type { Day } from '../clock.ts';
import type { ManagedPerson } from '../contract/people.ts';
import type { Db } from '../db/open-database.ts';
import { listMembershipsOf, type MembershipRow } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { listPeopleWithSecondFactor } from '../db/second-factors.ts';

/** People with all their memberships, in the order given, for those who manage them. */
export async function presentPeople(db: Db, people: readonly Row<'people'>[]): Promise<ManagedPerson[]> {
  const ids = people.map((person) => person.id);
  const memberships = Map.groupBy(await listMembershipsOf(db, ids), (membership) => membership.person_id);
  const withSecondFactor = await listPeopleWithSecondFactor(db, ids);
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    displayName: person.display_name,
    hasPassword: person.password_hash !== null,
    disabled: person.disabled_at !== null,
    secondFactor: withSecondFactor.has(person.id),
    memberships: (memberships.get(person.id) ?? []).map((membership) => ({
      id: membership.id,
      role: membership.role,
      organisation: { id: membership.organisation_id, name: membership.organisation_name },
      from: membership.from_date,
      until: membership.until_date,
    })),
  }));
}

/** One of them, as the database has it now. */
export async function presentPerson(db: Db, person: Row<'people'>): Promise<ManagedPerson> {
  const [presented] = await presentPeople(db, [person]);
  if (!presented) throw new Error('somebody was presented as nobody');
  return presented;
}

/** What the policy asks about somebody; a membership that is still to come has not ended. */
export function personFacts(memberships: readonly MembershipRow[], today: Day): PersonFacts {
  return {
    memberships: memberships.map((membership) => ({
      role: membership.role,
      organisationPath: membership.organisation_path,
      ended: membership.until_date !== null && membership.until_date < today,
    })),
  };
}
