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
  /** Of an edition, where the region has said which it uses now: those stand first. */
  current: z.boolean().optional(),
});
export type Node = z.infer<typeof Node>;
export const NodeList = z.object({ items: z.array(Node) });

/** Every list of terms by its name: `subjects: [{slug: 'math', zh: '数学', en: 'Mathematics'}, …]`. */
export const TermLists = z.record(
  z.string(),
  z.array(z.object({ slug: z.string(), zh: z.string(), en: z.string() })),
);

export const ImportScope = z.enum(['named-books', 'everything']);
export type ImportScope = z.infer<typeof ImportScope>;

const item = z.object({
  /** From the stage down: 小学 数学 人教版 三年级上册 第八单元 分数的初步认识. */
  name: z.string(),
});

/** What an import would change or has changed. Lists hold the first hundreds; the counts count all. */
export const ImportReport = z.object({
  scope: ImportScope,
  counts: z.object({
    added: z.number(),
    renamed: z.number(),
    moved: z.number(),
    back: z.number(),
    takenOver: z.number(),
    retired: z.number(),
    kept: z.number(),
    /** Published lessons that stand at what is retired; they stay there. */
    lessonsAtRetired: z.number(),
    /** All published lessons that stand in the curriculum. */
    lessons: z.number().default(0),
  }),
  /** New editions and volumes that have no usual name (中册); they are taken as they are written. */
  unfamiliar: z.array(item).default([]),
  /** Books that something changes in; a program update leaves them alone from then on. */
  books: z.array(item),
  added: z.array(item),
  renamed: z.array(item.extend({ before: z.string(), after: z.string() })),
  /** Elsewhere in the order of the same unit or book. */
  moved: z.array(item),
  back: z.array(item),
  takenOver: z.array(item),
  retired: z.array(
    item.extend({
      lessons: z.number(),
      /** The new node of the same name elsewhere in the book, or of the same number in the same place. */
      perhaps: z.object({ name: z.string(), why: z.enum(['same-name', 'same-number']) }).nullable(),
    }),
  ),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A file on its way in: what is wrong with it, or what it would change, until somebody confirms it. */
export const CurriculumImport = z.object({
  id: z.string(),
  /** The file's. */
  name: z.string(),
  scope: ImportScope,
  createdAt: z.string(),
  /** Null until it is confirmed. */
  appliedAt: z.string().nullable(),
  /** Null where the file is faulty. Once confirmed: what was done. */
  report: ImportReport.nullable(),
  /** In the caller's language, each with file and line; the first 200. */
  problems: z.array(z.string()),
  problemCount: z.number(),
});
export type CurriculumImport = z.infer<typeof CurriculumImport>;

/** As a line prints it: no control characters and no halves of characters. */
const printed = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

export const NewNode = z.object({
  parent: z.string(),
  kind: z.enum(['unit', 'topic']),
  name: printed.min(1).max(120),
  /** Left out, a number in front of the name is taken for it. */
  label: printed.max(40).optional(),
  /** The sibling after which it stands; left out, it comes last. */
  after: z.string().optional(),
});
export type NewNode = z.infer<typeof NewNode>;

export const NodeNames = NewNode.pick({ name: true, label: true });

export const NodePatch = NodeNames.partial().extend({
  /** Out of lists and forms, or back in; lessons stay where they stand. */
  retired: z.boolean().optional(),
});
export type NodePatch = z.infer<typeof NodePatch>;

const slug = z.string().min(1).max(140);

/** Which editions of a subject the region uses now; none: it has not said. */
export const CurrentEditionsOf = z.object({
  stage: slug,
  subject: slug,
  editions: z.array(slug).max(100),
});
export type CurrentEditionsOf = z.infer<typeof CurrentEditionsOf>;

export const CurrentEditionsList = z.object({ items: z.array(CurrentEditionsOf) });
