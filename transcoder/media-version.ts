import { z } from 'zod';

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative();

const streamSchema = z.object({
  /** Peak and mean, bit/s (RFC 8216 4.3.4.2). */
  bandwidth: count,
  averageBandwidth: count,
  /** RFC 6381, as in the master playlist. */
  codecs: z.string(),
  bytes: count,
  /** Relative to the media version's folder; its segments and `init.mp4` lie beside it. */
  playlist: z.string(),
  segments: z.array(z.object({ file: z.string(), durationSeconds: seconds, bytes: count })),
});

const renditionSchema = z.object({
  height: count,
  width: count,
  frameRate: z.number().positive(),
  ...streamSchema.shape,
});

const plainFileSchema = z.object({ file: z.string(), bytes: count });

/** The sound without a picture, at 48 kbit/s or less in all. */
const audioSchema = z.object({
  ...streamSchema.shape,
  plain: plainFileSchema,
  /** The first 60 s as a file of its own; absent where the lesson is not longer. */
  minute: plainFileSchema.optional(),
});

/** What may be worth telling the teacher about a lesson that came through. */
export const MEDIA_WARNINGS = [
  'high-dynamic-range',
  'interlaced',
  'no-sound',
  'low-resolution',
  'copy-unfit',
  'decode-errors',
  'longer-than-said',
  'covers-blank',
] as const;

/**
 * The manifest of a media version, `version.json` in its folder. Times in seconds, sizes in bytes and
 * picture elements; paths relative to the folder.
 */
export const mediaVersionSchema = z.object({
  durationSeconds: seconds,
  /** From the start of the transcode until the first segment of a rendition could be played, seconds of wall clock; of a lesson in pieces until it was cut. */
  firstPlayableSeconds: seconds,
  hasAudio: z.boolean(),
  source: z.object({
    container: z.string(),
    bytes: count,
    durationSeconds: seconds,
    videoCodec: z.string(),
    /** Upright, with square elements. */
    width: count,
    height: count,
    frameRate: z.number().positive(),
    rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    audioCodec: z.string().nullable(),
    audioChannels: count,
  }),
  /** Largest first. Boundaries of segments are the same in all. */
  renditions: z.array(renditionSchema).min(1),
  /** Absent without sound, and in versions made before there was one. */
  audio: audioSchema.optional(),
  mp4: z.object({ file: z.string(), bytes: count, height: count }),
  /** The first 60 s as a file of its own; absent where the lesson is not longer. */
  minute: z.object({ file: z.string(), bytes: count, durationSeconds: seconds }).optional(),
  /** Best first. */
  covers: z.array(z.object({ file: z.string(), atSeconds: seconds, width: count, height: count })),
  storyboard: z
    .object({
      image: z.string(),
      vtt: z.string(),
      tileWidth: count,
      tileHeight: count,
      columns: count,
      rows: count,
      count: count,
      everySeconds: z.number().positive(),
    })
    .nullable(),
  /** Of all `files`. */
  bytes: count,
  /** Everything in the folder but `version.json`, sorted by path; SHA-256 in hexadecimal. */
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: z.string() })),
  warnings: z.array(z.enum(MEDIA_WARNINGS)),
});

export type MediaVersion = z.infer<typeof mediaVersionSchema>;
export type Rendition = MediaVersion['renditions'][number];
export type AudioVersion = NonNullable<MediaVersion['audio']>;
/** Segments with what is the same of sound alone and of a rendition. */
export type EncodedStream = z.infer<typeof streamSchema>;
export type MediaWarning = MediaVersion['warnings'][number];
export type Storyboard = NonNullable<MediaVersion['storyboard']>;
