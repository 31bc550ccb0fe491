import { z } from 'zod';

/** Without `parent`: the stages. */
export const NodeQuery = z.object({ parent: z.string().optional() });

export const Node = z.object({
  id: z.string(),
  kind: z.enum(['stage', 'subject', 'edition', 'grade', 'volume', 'unit', 'topic']),
  name: z.string(),
  /** The printed number: 第3课, Unit 4. */
  label: z.string().nullable(),
  hasChildren: z.boolean(),
});
export type Node = z.infer<typeof Node>;
export const NodeList = z.object({ items: z.array(Node) });

/** Every list of terms by its name: `subjects: [{slug: 'math', zh: '数学', en: 'Mathematics'}, …]`. */
export const TermLists = z.record(
  z.string(),
  z.array(z.object({ slug: z.string(), zh: z.string(), en: z.string() })),
);
