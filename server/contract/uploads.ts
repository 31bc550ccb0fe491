import { z } from 'zod';

/** An upload that can be continued. Lengths and offsets are bytes. */
export const OpenUpload = z.object({
  id: z.string(),
  filename: z.string(),
  length: z.int(),
  offset: z.int(),
  createdAt: z.string(),
  activeAt: z.string(),
  expiresAt: z.string(),
  /** The lesson that it was named for; once finished, the lesson that has the file. */
  lessonId: z.string().nullable(),
});
export type OpenUpload = z.infer<typeof OpenUpload>;

export const OpenUploadList = z.object({ items: z.array(OpenUpload) });
export type OpenUploadList = z.infer<typeof OpenUploadList>;

/** One upload as a page asks for it after the last byte. */
export const UploadStatus = OpenUpload.extend({ state: z.enum(['open', 'finished']) });
export type UploadStatus = z.infer<typeof UploadStatus>;

export const UploadAddress = z.object({ id: z.string().regex(/^[0-9a-z]{1,40}$/) });
export type UploadAddress = z.infer<typeof UploadAddress>;
