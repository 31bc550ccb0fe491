import type { Person } from '../access/actor.ts';

/** The organisations whose lessons somebody checks. */
export function pathsToCheck(person: Person): string[] {
  return person.roles
    .filter(({ role }) => role === 'school-administrator' || role === 'bureau-administrator')
    .map((held) => held.organisationPath);
}
