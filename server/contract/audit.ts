import { z } from 'zod';
import type { auditActions, auditDetails } from './words/zh/audit.ts';

/** Every act that goes on record; its words stand in `words/…/audit.ts`. */
export type AuditAction = keyof typeof auditActions;

/** Everything that the detail of a record says; its words stand there too. */
export type AuditDetail = keyof typeof auditDetails;

/** An empty field of the form is one that was not filled in. */
const filter = z
  .string()
  .trim()
  .max(200)
  .transform((value) => (value === '' ? undefined : value))
  .optional();
const day = filter.pipe(z.iso.date().optional()).optional();

export const AuditFilter = z.object({
  /** Part of an account's or a person's name. */
  person: filter,
  action: filter,
  /** Id of what it was done to. */
  subject: filter,
  /** First and last day, both in, in the region's time zone. */
  from: day,
  until: day,
  /** Part of the name or id of what it was done to, or of the detail. */
  q: filter,
  /** `nextCursor` of the answer before. */
  cursor: filter.pipe(
    z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  ),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  /** Spreadsheets hold everything that was found, up to `mostExported`, whatever cursor and limit say. */
  format: z.enum(['json', 'csv', 'xlsx']).optional(),
});

/** One act on record, with names as they are now, in the caller's language. */
export const AuditEntry = z.object({
  sequence: z.number(),
  at: z.string(),
  /** Null: the program itself, or nobody signed in. */
  person: z.object({ id: z.string(), name: z.string(), displayName: z.string() }).nullable(),
  action: z.string(),
  actionName: z.string(),
  subject: z.object({
    id: z.string(),
    /** What it is, where it is still there. */
    kind: z
      .enum([
        ...(['lesson', 'round', 'person', 'organisation', 'group', 'programme'] as const),
        ...(['open-period', 'node', 'rubric', 'job'] as const),
      ])
      .nullable(),
    name: z.string().nullable(),
  }),
  detail: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Truncated address. */
  network: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditList = z.object({ items: z.array(AuditEntry), nextCursor: z.string().optional() });
