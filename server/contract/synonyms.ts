import { z } from 'zod';
import { basis } from './revision.ts';
import { longestSynonym, mostSynonymGroups, mostSynonymsInGroup } from './terms/synonym-limits.ts';

/** Words that find the same; `oneWay`: whoever looks for the first finds the others too, but not the other way. */
export const SynonymGroup = z.object({
  words: z.array(z.string().trim().min(1).max(longestSynonym)).min(2).max(mostSynonymsInGroup),
  oneWay: z.boolean().default(false),
});
export type SynonymGroup = z.infer<typeof SynonymGroup>;

/** A group as it is kept: it may have been saved when it could be longer, and is refused once it is saved anew. */
export const KeptSynonymGroup = SynonymGroup.extend({ words: z.array(z.string()) });

/** All groups; a save names all of them. */
export const SynonymsChange = z.object({
  groups: z.array(SynonymGroup).max(mostSynonymGroups),
  /** The first words of the shipped groups that are switched off; without it these stay as they are. */
  off: z.array(z.string().max(longestSynonym)).max(mostSynonymGroups).optional(),
  ...basis,
});
export type SynonymsChange = z.infer<typeof SynonymsChange>;

export const Synonyms = z.object({
  groups: z.array(KeptSynonymGroup),
  /** Those that come with the program, and whether they are in use. */
  shipped: z.array(z.object({ words: z.array(z.string()), on: z.boolean() })),
  revision: z.int(),
  /** What is taken, and yet may not do what was meant: `groups.3` and why. */
  warnings: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type Synonyms = z.infer<typeof Synonyms>;
