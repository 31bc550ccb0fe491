import { z } from 'zod';

/** An upload that can be continued. Lengths and offsets are bytes. */
export const OpenUpload = z.object({
  id: z.string(),
  filename: z.string(),
  length: z.int(),
  offset: z.int(),
  /** What whoever began it noted of the file's bytes, to know it again; null: nothing. */
  fingerprint: z.string().nullable(),
  createdAt: z.string(),
  activeAt: z.string(),
  expiresAt: z.string(),
  /** It expires within two days unless it goes on. */
  expiresSoon: z.boolean(),
  /** The lesson that it was named for; once finished, the lesson that has the file. */
  lessonId: z.string().nullable(),
});
export type OpenUpload = z.infer<typeof OpenUpload>;

/** How much of the space for originals is used, by a teacher or by the teacher's school. Bytes. */
export const UploadQuota = z.object({
  of: z.enum(['teacher', 'school']),
  used: z.int(),
  max: z.int(),
});
export type UploadQuota = z.infer<typeof UploadQuota>;

export const OpenUploadList = z.object({
  items: z.array(OpenUpload),
  /** Only those that are set. */
  quotas: z.array(UploadQuota),
});
export type OpenUploadList = z.infer<typeof OpenUploadList>;

/** One upload as a page asks for it after the last byte. */
export const UploadStatus = OpenUpload.extend({ state: z.enum(['open', 'finished']) });
export type UploadStatus = z.infer<typeof UploadStatus>;

/** What the bureau or the operator sets about uploads. */
export const UploadSettings = z.object({
  /** Bytes of originals and open uploads; null: as much as the disk holds. */
  teacherQuotaBytes: z.int().min(1).nullable().default(null),
  schoolQuotaBytes: z.int().min(1).nullable().default(null),
  /** An incomplete upload is kept for so many days after its last byte. */
  keepDays: z.int().min(1).max(90).default(7),
});
export type UploadSettings = z.infer<typeof UploadSettings>;

export const UploadAddress = z.object({ id: z.string().regex(/^[0-9a-z]{1,40}$/) });
export type UploadAddress = z.infer<typeof UploadAddress>;
