import type { PersonFacts } from '../access/policy.ts';
import type { Day } from '../clock.ts';
import type { ManagedPerson } from '../contract/people.ts';
import type { Db } from '../db/open-database.ts';
import { listMembershipsOf, type MembershipRow } from '../db/people.ts';
import type { Row } from '../db/schema.ts';

/** People with all their memberships, in the order given, for those who manage them. */
export async function presentPeople(db: Db, people: readonly Row<'people'>[]): Promise<ManagedPerson[]> {
  const memberships = await listMembershipsOf(
    db,
    people.map((person) => person.id),
  );
  const byPerson = Map.groupBy(memberships, (membership) => membership.person_id);
  return people.map((person) => presentPerson(person, byPerson.get(person.id) ?? []));
}

export function presentPerson(person: Row<'people'>, memberships: readonly MembershipRow[]): ManagedPerson {
  return {
    id: person.id,
    name: person.name,
    displayName: person.display_name,
    hasPassword: person.password_hash !== null,
    disabled: person.disabled_at !== null,
    memberships: memberships.map((membership) => ({
      id: membership.id,
      role: membership.role,
      organisation: { id: membership.organisation_id, name: membership.organisation_name },
      from: membership.from_date,
      until: membership.until_date,
    })),
  };
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
