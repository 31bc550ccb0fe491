import { z } from 'zod';

/** Without control characters and halves of characters, which a database or a screen cannot hold. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/**
 * One line of a curriculum file: a topic, or the unit or the book itself when the rest is left out.
 * Terms are slugs or any name that `findTerm` knows; other editions and volumes are kept by their name.
 * Lines stand in the order of the book.
 */
export const CurriculumRow = z.strictObject({
  stage: name,
  subject: name,
  edition: name.optional(),
  grade: name.optional(),
  volume: name.optional(),
  /** What the volume prints, where that is more than the volume's name: 必修1 分子与细胞. */
  book: name.optional(),
  /** With its printed number. A list where units stand in units: 第一单元 …, 第一课 …. */
  unit: z.union([name.transform((unit) => [unit]), z.array(name).min(1).max(4)]).optional(),
  lesson: name.optional(),
  /** The printed number of the lesson, or of the unit on a line without one. */
  no: name.optional(),
  /** The name under which the last node of the line was known, if that has been corrected. */
  key: name.optional(),
});
export type CurriculumRow = z.infer<typeof CurriculumRow>;
