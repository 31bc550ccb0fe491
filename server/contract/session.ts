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
  /** Of the authenticator app, or a recovery code: where a second factor is set. */
  code: z.string().max(50).optional(),
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

/** One's own sessions, wherever they are open. */
export const OpenSession = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** `Chrome · Windows`; null when the browser does not say. */
  device: z.string().nullable(),
  /** Truncated address. */
  network: z.string().nullable(),
  since: z.iso.datetime(),
  /** To the minute. */
  seen: z.iso.datetime(),
});
export type OpenSession = z.infer<typeof OpenSession>;
export const OpenSessionList = z.object({ items: z.array(OpenSession) });

export const PasswordChange = z.object({ current: z.string().min(1).max(1000), password });

export const SecondFactor = z.object({
  on: z.boolean(),
  /** Recovery codes that have not been used. */
  recoveryCodesLeft: z.number(),
});
export type SecondFactor = z.infer<typeof SecondFactor>;
/** Who leaves an account open on a shared computer must not lose it: the password is asked for again. */
export const SecondFactorStart = z.object({ password: z.string().min(1).max(1000) });
/** To be put into an authenticator app: as text, as the address in the QR code, and as its picture (SVG). */
export const SecondFactorSecret = z.object({ secret: z.string(), address: z.string(), picture: z.string() });
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;
export const SecondFactorCode = z.object({ code: z.string().trim().min(1).max(50) });
/** Shown this once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
