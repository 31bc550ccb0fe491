import { z } from 'zod';

/** Every kind of job with what it is given; the payload is stored with the job and parsed at the claim. */
export const jobPayloads = {
  /** Makes the beginning of a lesson's video, to be watched until there is more of it. */
  opening: z.object({ lessonId: z.string(), originalId: z.string() }),
  /** Makes a media version of a lesson from an original. */
  transcode: z.object({
    lessonId: z.string(),
    originalId: z.string(),
    /** What a part of the job makes: the piece of this number, or the sound of the whole. */
    piece: z.union([z.number().int(), z.literal('sound')]).optional(),
  }),
  /** Makes a lesson's cover from an uploaded picture in the media store. */
  cover: z.object({ lessonId: z.string(), storeKey: z.string() }),
  /** Looks into an attachment before anybody gets it. */
  attachment: z.object({ attachmentId: z.string() }),
  /** Reads what an attachment, or a lesson's captions from before they were read at once, say. */
  text: z.union([
    z.object({ attachmentId: z.string() }),
    z.object({ lessonId: z.string(), language: z.string() }),
  ]),
  /** Has the operator's program write captions of a media version. */
  captions: z.object({ lessonId: z.string(), versionId: z.string() }),
} satisfies Record<string, z.ZodType>;

export type JobKind = keyof typeof jobPayloads;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobPayloads)[K]>;

export const jobKinds: readonly JobKind[] = Object.keys(jobPayloads) as JobKind[];
