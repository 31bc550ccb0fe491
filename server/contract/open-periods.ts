import { z } from 'zod';

export const openPeriodKinds = ['winter', 'summer', 'national', 'other'] as const;

export const NewOpenPeriod = z.object({
  name: z.string().trim().min(1).max(50),
  kind: z.enum(openPeriodKinds),
  /** First and last day, both open, in the region's time zone. */
  from: z.iso.date(),
  until: z.iso.date(),
});
export type NewOpenPeriod = z.infer<typeof NewOpenPeriod>;

export const OpenPeriodChange = NewOpenPeriod.partial();
export type OpenPeriodChange = z.infer<typeof OpenPeriodChange>;

export const OpenPeriod = NewOpenPeriod.extend({ id: z.string() });
export type OpenPeriod = z.infer<typeof OpenPeriod>;

/** What holds now: shown in the header of every page. */
export const OpenState = z.discriminatedUnion('open', [
  z.object({
    open: z.literal(true),
    /** Null: the library has no calendar yet. */
    period: OpenPeriod.nullable(),
    daysLeft: z.int().nullable(),
  }),
  z.object({ open: z.literal(false), next: OpenPeriod.nullable() }),
]);
export type OpenState = z.infer<typeof OpenState>;

export const OpenPeriodList = z.object({
  items: z.array(OpenPeriod),
  /** The coming holidays, to be taken over with one press and corrected. */
  proposed: z.array(NewOpenPeriod),
  now: OpenState,
  timeZone: z.string(),
});
export type OpenPeriodList = z.infer<typeof OpenPeriodList>;
