import type { Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';

export interface TreeRow {
  organisation: Organisation;
  /** 0 for those whose parent is not in the list. */
  depth: number;
}

/** Organisations from the top down, each followed by what belongs to it. */
export function toTree(organisations: readonly Organisation[]): TreeRow[] {
  const ids = new Set(organisations.map(({ id }) => id));
  const below = (parent: string, depth: number): TreeRow[] =>
    organisations
      .filter((one) => one.parent === parent)
      .flatMap((one) => [{ organisation: one, depth }, ...below(one.id, depth + 1)]);
  return organisations
    .filter(({ parent }) => parent === null || !ids.has(parent))
    .flatMap((one) => [{ organisation: one, depth: 0 }, ...below(one.id, 1)]);
}

const levels = ['ministry', 'province', 'city', 'county', 'school'] as const;

/** Levels that can stand below an organisation. */
export function levelsBelow(organisation: Organisation | undefined): Organisation['level'][] {
  return organisation ? levels.slice(levels.indexOf(organisation.level) + 1) : [];
}

/** Where a role can be held: the server's rule `role-place`, so that the form offers nothing it refuses. */
export function organisationsFor(role: Role, organisations: readonly Organisation[]): Organisation[] {
  switch (role) {
    case 'teacher':
    case 'school-administrator':
      return organisations.filter(({ level }) => level === 'school');
    case 'bureau-administrator':
      return organisations.filter(({ level }) => level !== 'school');
    case 'operator':
      return organisations.filter(
        ({ parent }) => parent === null || !organisations.some(({ id }) => id === parent),
      );
    case 'reviewer':
      return [...organisations];
    default:
      return role satisfies never;
  }
}

/** Which roles somebody may give, by the roles of their own. */
export function rolesToGive(own: readonly Role[]): Role[] {
  if (own.includes('bureau-administrator')) {
    return ['teacher', 'school-administrator', 'reviewer', 'bureau-administrator', 'operator'];
  }
  return own.includes('school-administrator') ? ['teacher'] : [];
}
