import { z } from 'zod';

/** What a save was made from; another save in between is answered with `changed-elsewhere`. */
export const basis = {
  /** Of what stood in the form at first; none: whatever is kept by now is replaced. */
  revision: z.coerce.number().int().min(0).optional(),
  /** A name that the page gave itself: its own saves never stand in its way, though an answer got lost. */
  tab: z.string().max(40).optional(),
};

const Basis = z.object(basis);
export type Basis = z.infer<typeof Basis>;
