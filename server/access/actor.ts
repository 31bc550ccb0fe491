import type { Role } from '../contract/session.ts';

/** Whoever asks: nobody in particular, or somebody signed in. */
export type Actor = Visitor | Person;

export interface Visitor {
  kind: 'visitor';
}

export interface Person {
  kind: 'person';
  id: string;
  /** What is typed to sign in. */
  name: string;
  displayName: string;
  /** Only those that hold today. */
  roles: RoleAt[];
  /** Has roles that count only with a second factor, which has not been set up. */
  needsSecondFactor?: boolean;
}

/** A role holds at an organisation and at everything below it. */
export interface RoleAt {
  role: Role;
  organisationId: string;
  organisationName: string;
  /** Ids from the root down, each followed by `/`. */
  organisationPath: string;
}

export const visitor: Visitor = { kind: 'visitor' };

/** True when the actor has the role at the organisation with this path or at one above it. */
export function hasRoleOver(actor: Actor, role: Role, organisationPath: string): boolean {
  return (
    actor.kind === 'person' &&
    actor.roles.some((held) => held.role === role && organisationPath.startsWith(held.organisationPath))
  );
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.kind === 'person' && actor.roles.some((held) => held.role === role);
}
