import { z } from 'zod';
import type { problems } from './words/zh/problems.ts';

/** Every code an error can carry; its words stand in `words/`. */
export type ProblemCode = keyof typeof problems;

/** An error as RFC 9457 describes it (`application/problem+json`), with a stable `code`. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  /** What is wrong with single fields. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Stands in the server's log line too. */
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;
