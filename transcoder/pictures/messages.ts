import { z } from 'zod';

/**
 * What the picture program is asked, as its one argument. Paths are those inside the sandbox. Our own words, so the
 * program takes them as they are: loading zod there would cost a third of its start, once for each lesson.
 */
export type PictureRequest =
  | { action: 'check' }
  | LessonRequest
  | { action: 'cover'; source: string; output: string }
  | { action: 'clean'; source: string; output: string; format: 'jpeg' | 'png' };

export interface LessonRequest {
  action: 'lesson';
  candidates: { file: string; atSeconds: number }[];
  coversFolder: string;
  storyboard: {
    tiles: string[];
    columns: number;
    image: string;
  } | null;
}

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
