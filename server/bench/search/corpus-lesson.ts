import { z } from 'zod';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? '').trim());

/** One lesson of a corpus that search is measured with: names in Chinese, any of them may be empty. */
export const CorpusLesson = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  title: text,
  stage: text,
  subject: text,
  edition: text,
  grade: text,
  volume: text,
  unit: text,
  /** The printed number of the lesson in its book. */
  no: text,
  teacher: text,
  /** What is said in it, a sentence a line. */
  captions: z.string().optional(),
});
export type CorpusLesson = z.infer<typeof CorpusLesson>;
