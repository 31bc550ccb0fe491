import { z } from 'zod';

export const roles = [
  'teacher',
  'school-administrator',
  'reviewer',
  'bureau-administrator',
  'operator',
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const SignIn = z.object({
  name: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(1000),
  code: z.string().optional(),
});
export type SignIn = z.infer<typeof SignIn>;

export const Session = z.object({
  name: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Administers the bureau at the top, which keeps what holds for the whole library. */
  governs: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const password = z.string().min(10).max(256);
export const accountName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,49}$/u);

/** The one-time link: the first administrator also names the library and its bureau. */
export const Setup = z.object({
  token: z.string(),
  name: accountName,
  displayName: z.string().trim().min(1).max(50),
  password,
  organisation: z.string().trim().min(1).max(100),
  level: z.enum(['province', 'city', 'county']),
});
export type Setup = z.infer<typeof Setup>;
