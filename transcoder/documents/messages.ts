import { z } from 'zod';

/** Why a document is not passed on. The cause lies in the file; another file may do better. */
export const documentRefusals = [
  'damaged', // cannot be read to its end, or is not what its parts say
  'mislabelled', // another kind of file than its name says
  'encrypted', // locked: nobody can look inside, nor can pupils
  'macros', // a program in the document
  'active-content', // controls, scripts and actions that run when it is opened
  'embedded-program', // a program, or what starts one, packed inside
  'embedded-file', // files inside that a reader would not see
  'external-content', // loads or runs something from elsewhere when it is opened
  'unsafe-names', // names that lead out of the folder it is unpacked to, and links
  'too-much', // a bomb: far more inside than outside
  'nested', // archives within archives, or of a kind that cannot be looked into
] as const;
export const documentRefusalSchema = z.enum(documentRefusals);
export type DocumentRefusal = z.infer<typeof documentRefusalSchema>;

/** The document program's one argument. Paths are those inside the sandbox. */
export const documentRequestSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('check') }),
  z.object({ action: z.literal('inspect'), source: z.string(), extension: z.string() }),
  z.object({ action: z.literal('text'), source: z.string(), extension: z.string() }),
]);
export type DocumentRequest = z.infer<typeof documentRequestSchema>;

/** What it answers, as one line on stdout. */
export const documentAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('refused'), code: documentRefusalSchema, detail: z.string() }),
  /** Empty where there is none, as in a scan. */
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** The text of the document cannot be read; `detail` is for the operator. */
  z.object({ kind: z.literal('unreadable'), detail: z.string() }),
]);
export type DocumentAnswer = z.infer<typeof documentAnswerSchema>;
