import { z } from 'zod';

/** What the picture program is asked, as its one argument. Paths are those inside the sandbox. */
export const pictureRequestSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('check') }),
  z.object({
    action: z.literal('lesson'),
    candidates: z.array(z.object({ file: z.string(), atSeconds: z.number() })),
    coversFolder: z.string(),
    storyboard: z
      .object({
        tiles: z.array(z.string()),
        tileWidth: z.number(),
        tileHeight: z.number(),
        columns: z.number(),
        image: z.string(),
      })
      .nullable(),
  }),
  z.object({ action: z.literal('cover'), source: z.string(), output: z.string() }),
  z.object({
    action: z.literal('clean'),
    source: z.string(),
    output: z.string(),
    format: z.enum(['jpeg', 'png']),
  }),
]);
export type PictureRequest = z.infer<typeof pictureRequestSchema>;

const coverSchema = z.object({
  file: z.string(),
  atSeconds: z.number(),
  width: z.number(),
  height: z.number(),
});

/** What it answers, as one line on stdout. */
export const pictureAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), sharp: z.string() }),
  z.object({ kind: z.literal('lesson'), covers: z.array(coverSchema), blank: z.boolean() }),
  z.object({ kind: z.literal('cover'), width: z.number(), height: z.number() }),
  z.object({ kind: z.literal('clean') }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(['unreadable', 'too-large', 'unsupported']),
    detail: z.string(),
  }),
]);
export type PictureAnswer = z.infer<typeof pictureAnswerSchema>;
