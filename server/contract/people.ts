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
export const OrganisationList = z.object({ items: z.array(Organisation) });

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
export const PersonList = z.object({ items: z.array(PersonSummary), nextCursor: z.string().optional() });
/** `link` is a path with a one-time token, shown once. */
export const NewPersonAnswer = PersonSummary.extend({ link: z.string().optional() });

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
