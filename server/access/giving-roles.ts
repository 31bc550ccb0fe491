import type { Role } from '../contract/session.ts';
import { type Actor, hasRoleOver } from './actor.ts';

/** A role at the organisation with this path. */
export interface RolePlace {
  role: Role;
  organisationPath: string;
}

/**
 * Who may give a role, and take it back. School administrators: teachers of their school. Bureau
 * administrators: everything below their bureau, and its reviewers; those at the root, above whom there
 * is nobody, also their colleagues and the operators.
 */
export function mayGiveRole(actor: Actor, { role, organisationPath }: RolePlace): boolean {
  const isBureau = hasRoleOver(actor, 'bureau-administrator', organisationPath);
  switch (role) {
    case 'teacher':
      return isBureau || hasRoleOver(actor, 'school-administrator', organisationPath);
    case 'school-administrator':
    case 'reviewer':
      return isBureau;
    case 'bureau-administrator':
      return isBureau && (isRoot(organisationPath) || hasRoleOver(actor, role, above(organisationPath)));
    case 'operator':
      return isBureau && isRoot(organisationPath);
    default:
      return role satisfies never;
  }
}

/** True when a role can be held at an organisation of this level. */
export function fitsLevel(role: Role, level: string, organisationPath: string): boolean {
  switch (role) {
    case 'teacher':
    case 'school-administrator':
      return level === 'school';
    case 'bureau-administrator':
      return level !== 'school';
    case 'operator':
      return isRoot(organisationPath);
    case 'reviewer':
      return true;
    default:
      return role satisfies never;
  }
}

const isRoot = (path: string) => path.indexOf('/') === path.length - 1;

/** `a/b/c/` → `a/b/` */
const above = (path: string) => path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
