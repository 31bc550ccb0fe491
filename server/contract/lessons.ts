import { z } from 'zod';
import { basis } from './revision.ts';

/** One lesson as the API shows it, and what may be sent about one. Times are ISO 8601 UTC, lengths seconds, sizes bytes. */

export const lessonStates = ['draft', 'submitted', 'returned', 'published', 'withdrawn'] as const;
export const LessonState = z.enum(lessonStates);
export type LessonState = z.infer<typeof LessonState>;

export const mediaStates = ['none', 'queued', 'processing', 'ready', 'rejected', 'failed'] as const;
export const MediaState = z.enum(mediaStates);
export type MediaState = z.infer<typeof MediaState>;

export const attachmentKinds = ['design', 'slides', 'tasks', 'exercises', 'other'] as const;
export const AttachmentKind = z.enum(attachmentKinds);
export type AttachmentKind = z.infer<typeof AttachmentKind>;

export const attachmentStates = ['checking', 'ready', 'refused'] as const;
export const AttachmentState = z.enum(attachmentStates);
export type AttachmentState = z.infer<typeof AttachmentState>;

/** Why an attachment is given to nobody (`words/…/attachments.ts`). */
export const AttachmentReasonCode = z.enum([
  'damaged',
  'mislabelled',
  'encrypted',
  'macros',
  'active-content',
  'embedded-program',
  'embedded-file',
  'external-content',
  'unsafe-names',
  'too-much',
  'nested',
  'picture-too-large',
  'limit',
  'failed',
]);
export type AttachmentReasonCode = z.infer<typeof AttachmentReasonCode>;

export const awardLevels = ['school', 'county', 'city', 'province', 'ministry'] as const;
export const AwardLevel = z.enum(awardLevels);
export type AwardLevel = z.infer<typeof AwardLevel>;

/** What the caller may do with a lesson right now: buttons follow from it. */
export const LessonAction = z.enum([
  'edit',
  'replace-video',
  'submit',
  'publish',
  'return',
  'withdraw',
  'retry',
  'delete',
  'enter',
  'download-original',
]);
export type LessonAction = z.infer<typeof LessonAction>;

export const Attachment = z.object({
  id: z.string(),
  kind: AttachmentKind,
  filename: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  /** Answers once it is `ready`. */
  url: z.string(),
  /** Others than the lesson's teacher and those who check it are shown `ready` ones alone. */
  state: AttachmentState,
  reason: z.object({ code: AttachmentReasonCode, text: z.string() }).optional(),
  /** No text could be read in it: the search knows its lesson alone. Told to the same people as its state. */
  textless: z.literal(true).optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** `PATCH …/attachments/:attachment`. */
export const AttachmentChange = z.object({ kind: AttachmentKind });
export type AttachmentChange = z.infer<typeof AttachmentChange>;

export const AttachmentList = z.object({ items: z.array(Attachment) });
export type AttachmentList = z.infer<typeof AttachmentList>;

/** Addresses for playing, as far as they exist and the caller may. All are relative to the site. */
export const Playback = z.object({
  hls: z.string().optional(),
  mp4: z.string().optional(),
  /** The sound alone, at 48 kbit/s or less, as one MP4 file and as HLS. */
  audio: z.string().optional(),
  audioHls: z.string().optional(),
  poster: z.string().optional(),
  /** WebVTT whose cues name tiles of a sprite. */
  storyboard: z.string().optional(),
  captions: z.array(z.object({ language: z.string(), label: z.string(), url: z.string() })),
  /** What is already encoded of a video that waits for its turn, or is being made. */
  early: z.string().optional(),
  /** Only the beginning plays: why, and from when (ISO date) the whole does. */
  limit: z
    .object({ seconds: z.number(), reason: z.enum(['outside-open-period']), until: z.string().nullable() })
    .optional(),
});
export type Playback = z.infer<typeof Playback>;

export const LessonCaptions = z.object({
  /** BCP 47. */
  language: z.string(),
  /** The language's own name in the caller's. */
  name: z.string(),
  /** A program wrote them. */
  automatic: z.boolean(),
  /** They were given before the video that plays now was sent. Told to its teacher and those who check it. */
  beforeVideo: z.literal(true).optional(),
});
export type LessonCaptions = z.infer<typeof LessonCaptions>;

export const Lesson = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['micro', 'recording']),
  state: LessonState,
  media: z.object({
    state: MediaState,
    /** 0 to 1 of the step that is running. */
    progress: z.number(),
    secondsLeft: z.number().nullable(),
    reason: z.object({ code: z.string(), text: z.string() }).optional(),
    /** What plays now, for its teacher and those who check it: they name it when they publish. */
    version: z.string().optional(),
  }),
  /** From the stage down to where the lesson stands; empty until chosen. */
  nodes: z.array(
    z.object({ id: z.string(), kind: z.string(), name: z.string(), label: z.string().nullable() }),
  ),
  stage: z.string().nullable(),
  subject: z.string().nullable(),
  grade: z.string().nullable(),
  edition: z.string().nullable(),
  volume: z.string().nullable(),
  summary: z.string(),
  keywords: z.array(z.string()),
  licence: z.string(),
  programme: z.object({ slug: z.string(), name: z.string() }).nullable(),
  year: z.int().nullable(),
  teacher: z.object({ id: z.string(), name: z.string() }),
  school: z.object({ id: z.string(), name: z.string() }),
  /** Highest first. */
  awards: z.array(z.object({ level: AwardLevel, year: z.int(), programme: z.string() })),
  durationSeconds: z.number().nullable(),
  /** Small cover, WebP 640 wide; null: draw the topic on paper. */
  cover: z.string().nullable(),
  coverCandidates: z.array(z.object({ index: z.int(), url: z.string() })).optional(),
  attachments: z.array(Attachment),
  captionLanguages: z.array(z.string()),
  captions: z.array(LessonCaptions),
  duplicateOf: z.string().nullable(),
  returned: z.object({ note: z.string(), at: z.number().nullable() }).nullable(),
  warnings: z.array(z.object({ code: z.string(), text: z.string() })),
  may: z.array(LessonAction),
  submittedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Counts the saves of what is typed: a save names the one it was made from. */
  revision: z.int(),
  playback: Playback.optional(),
});
export type Lesson = z.infer<typeof Lesson>;

const title = z.string().trim().min(1).max(120);
/** What is not in the curriculum becomes a place of its own under this name. */
const placeName = z.string().trim().max(120).optional();
const loosePlace = {
  node: z.string().optional(),
  stage: placeName,
  subject: placeName,
  grade: placeName,
  edition: placeName,
  volume: placeName,
  unit: placeName,
  topic: placeName,
};
const details = {
  summary: z.string().trim().max(2000).optional(),
  keywords: z.array(z.string().trim().min(1).max(30)).max(20).optional(),
  licence: z.string().optional(),
  programme: z.string().optional(),
  year: z.int().min(2000).max(2100).optional(),
  uploadId: z.string().optional(),
};

export const NewLesson = z.object({
  title,
  kind: z.enum(['micro', 'recording', '微课', '课堂实录']),
  ...loosePlace,
  ...details,
});
export type NewLesson = z.infer<typeof NewLesson>;

export const LessonChange = z.object({
  title: title.optional(),
  kind: z.enum(['micro', 'recording', '微课', '课堂实录']).optional(),
  ...loosePlace,
  ...details,
  /** Null: not set after all. */
  year: details.year.unwrap().nullable().optional(),
  /** Choose one of the candidates by its number. */
  cover: z.int().min(1).max(9).optional(),
  ...basis,
});
export type LessonChange = z.infer<typeof LessonChange>;

export const ReturnNote = z.object({
  note: z.string().trim().min(1).max(2000),
  at: z.number().min(0).optional(),
});
export type ReturnNote = z.infer<typeof ReturnNote>;

/** `POST …/withdraw`: why, for its teacher to read. */
export const WithdrawNote = z.object({ note: z.string().trim().min(1).max(2000).optional() });
export type WithdrawNote = z.infer<typeof WithdrawNote>;

/** The version that was watched (`media.version`); another one by now is not published unseen. */
export const PublishLesson = z.object({ seen: z.string().optional() });
export type PublishLesson = z.infer<typeof PublishLesson>;

const list = z.union([z.string(), z.array(z.string())]).optional();

/** Filters of lists and search: slugs or Chinese names, several of one field by repeating it. */
export const LessonFilters = z.object({
  stage: list,
  subject: list,
  grade: list,
  edition: list,
  volume: list,
  node: list,
  kind: list,
  programme: list,
  school: list,
  teacher: list,
});

export const LessonListQuery = LessonFilters.extend({
  mine: z.enum(['1']).optional(),
  state: z.enum(['submitted']).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type LessonListQuery = z.infer<typeof LessonListQuery>;

export const LessonList = z.object({ items: z.array(Lesson), nextCursor: z.string().optional() });
export type LessonList = z.infer<typeof LessonList>;
