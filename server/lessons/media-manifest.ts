import { z } from 'zod';
import { fromJson } from '../db/json-column.ts';

/**
 * What the server reads of a media version's manifest (`version.json`, written by the transcoder, which
 * says more in it). Paths are relative to the version's folder, lengths seconds, sizes bytes.
 */
export const MediaManifest = z.object({
  durationSeconds: z.number(),
  bytes: z.number(),
  hasAudio: z.boolean(),
  source: z.object({ width: z.number(), height: z.number() }),
  renditions: z.array(
    z.object({
      height: z.number(),
      playlist: z.string(),
      segments: z.array(z.object({ file: z.string(), durationSeconds: z.number() })),
    }),
  ),
  mp4: z.object({ file: z.string() }),
  /** Absent where the lesson is no longer than that. */
  minute: z.object({ file: z.string() }).optional(),
  covers: z.array(z.object({ file: z.string() })),
  storyboard: z.object({ image: z.string(), vtt: z.string() }).nullable(),
  warnings: z.array(z.string()),
});
export type MediaManifest = z.infer<typeof MediaManifest>;

export const readManifest = (text: string): MediaManifest => fromJson(MediaManifest, text);
