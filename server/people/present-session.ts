import type { Person } from '../access/actor.ts';
import { may } from '../access/policy.ts';
import { roles, type Session } from '../contract/session.ts';

/** What a person is told about themselves. */
export function presentSession(person: Person): Session {
  const first = person.roles[0];
  return {
    name: person.name,
    displayName: person.displayName,
    roles: roles.filter((role) => person.roles.some((held) => held.role === role)),
    organisation: first ? { id: first.organisationId, name: first.organisationName } : null,
    governs: may(person, 'open-periods.manage'),
  };
}
