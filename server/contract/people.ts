import { z } from 'zod';
import { accountName, password, Role } from './session.ts';

export const organisationLevels = ['ministry', 'province', 'city', 'county', 'school'] as const;

export const NewOrganisation = z.object({
  parent: z.string(),
  level: z.enum(organisationLevels),
  name: z.string().trim().min(1).max(100),
  nature: z.enum(['public', 'private']).optional(),
  place: z.enum(['town', 'rural', 'teaching-point']).optional(),
});
export type NewOrganisation = z.infer<typeof NewOrganisation>;

export const Organisation = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  level: z.enum(organisationLevels),
  name: z.string(),
  nature: z.string().nullable(),
  place: z.string().nullable(),
});
export type Organisation = z.infer<typeof Organisation>;
export const OrganisationList = z.object({ items: z.array(Organisation), nextCursor: z.string().optional() });

/** Without `parent`, all of them, from the root down. */
export const OrganisationQuery = z.object({
  parent: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

/** Null takes away what is known of a school's nature or place. */
export const OrganisationChange = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  nature: z.enum(['public', 'private']).nullable().optional(),
  place: z.enum(['town', 'rural', 'teaching-point']).nullable().optional(),
});
export type OrganisationChange = z.infer<typeof OrganisationChange>;

/** First and last day (both in) on which a school belongs to a group; no last day: until further notice. */
export const GroupSchool = z.object({
  school: z.string(),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
});
export type GroupSchool = z.infer<typeof GroupSchool>;

export const NewGroup = z.object({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['group', 'district']),
});
export const Group = NewGroup.extend({ id: z.string(), schools: z.array(GroupSchool) });
export type Group = z.infer<typeof Group>;
export const GroupList = z.object({ items: z.array(Group) });
/** All schools a group has and has had; what is missing was entered by mistake and goes. */
export const GroupSchools = z.object({ schools: z.array(GroupSchool).max(1000) });

export const NewPerson = z.object({
  name: accountName,
  displayName: z.string().trim().min(1).max(50),
  role: Role,
  organisation: z.string(),
  /** Without one, a one-time link is answered with which the person sets it. */
  password: password.optional(),
});
export type NewPerson = z.infer<typeof NewPerson>;

export const PersonSummary = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  memberships: z.array(
    z.object({ role: Role, organisation: z.object({ id: z.string(), name: z.string() }) }),
  ),
  hasPassword: z.boolean(),
});
export type PersonSummary = z.infer<typeof PersonSummary>;

/** A role with its first and last day (both in), past and coming ones too. */
export const Membership = z.object({
  id: z.string(),
  role: Role,
  organisation: z.object({ id: z.string(), name: z.string() }),
  from: z.string(),
  until: z.string().nullable(),
});

/** As those who manage people see somebody. */
export const ManagedPerson = PersonSummary.extend({
  memberships: z.array(Membership),
  disabled: z.boolean(),
  /** Signs in with a code besides the password. */
  secondFactor: z.boolean(),
});
export type ManagedPerson = z.infer<typeof ManagedPerson>;

export const PersonList = z.object({ items: z.array(ManagedPerson), nextCursor: z.string().optional() });
/** People with a role, of any time, at the organisation or below it; without one, at the caller's own. */
export const PeopleQuery = z.object({
  organisation: z.string().optional(),
  role: Role.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

/** `link` is a path with a one-time token, good for a day and shown once. */
export const NewPersonAnswer = ManagedPerson.extend({ link: z.string().optional() });
export const LinkAnswer = z.object({ link: z.string() });

export const PersonChange = z.object({
  displayName: z.string().trim().min(1).max(50).optional(),
  disabled: z.boolean().optional(),
});
/** From today, when no first day is given. */
export const NewMembership = z.object({
  role: Role,
  organisation: z.string(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});
/** The last day; the day before the first one takes a mistaken entry back. */
export const MembershipEnd = z.object({ until: z.iso.date() });

export const SetPassword = z.object({ token: z.string(), password });
export type SetPassword = z.infer<typeof SetPassword>;

export const Programme = z.object({ id: z.string(), slug: z.string(), name: z.string(), nameEn: z.string() });
export type Programme = z.infer<typeof Programme>;
export const ProgrammeList = z.object({ items: z.array(Programme) });
export const NewProgramme = z.object({
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().trim().min(1).max(50),
  nameEn: z.string().trim().min(1).max(50),
});
