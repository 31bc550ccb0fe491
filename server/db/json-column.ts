import type { z } from 'zod';

/** JSON columns are text on both databases: written here, and parsed where they are read. */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

/** Throws zod's error when the stored text is not what the code of today expects. */
export function fromJson<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  return schema.parse(JSON.parse(text));
}
