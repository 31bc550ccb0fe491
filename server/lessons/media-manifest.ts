import { z } from 'zod';
import { freeSeconds } from '../access/playback.ts';
import { fromJson, toJson } from '../db/json-column.ts';

/**
 * What the transcoder says about a media version (`version.json`), as far as the server reads it. Paths
 * are relative to the version's folder, lengths seconds, sizes bytes.
 */
const description = {
  durationSeconds: z.number(),
  bytes: z.number(),
  hasAudio: z.boolean(),
  source: z.object({ width: z.number(), height: z.number() }),
  mp4: z.object({ file: z.string() }),
  /** Absent where the lesson is no longer than that. */
  minute: z.object({ file: z.string() }).optional(),
  covers: z.array(z.object({ file: z.string() })),
  storyboard: z.object({ image: z.string(), vtt: z.string() }).nullable(),
  warnings: z.array(z.string()),
};

const plainAudio = {
  plain: z.object({ file: z.string() }),
  /** Absent where the lesson is no longer than that. */
  minute: z.object({ file: z.string() }).optional(),
};

const listedSegments = {
  playlist: z.string(),
  segments: z.array(z.object({ file: z.string(), durationSeconds: z.number() })),
};

export const TranscoderManifest = z.object({
  ...description,
  renditions: z.array(z.object({ height: z.number(), ...listedSegments })),
  /** The sound alone; absent without sound, and in versions made before there was one. */
  audio: z.object({ ...listedSegments, ...plainAudio }).optional(),
});
export type TranscoderManifest = z.infer<typeof TranscoderManifest>;

const freeSegments = {
  playlist: z.string(),
  /** Names of the segments that begin within the first minute. */
  freeSegments: z.array(z.string()),
};

/** What is kept in the database, small enough to be read with every list: of the segments only the free ones. */
const MediaManifest = z.object({
  ...description,
  renditions: z.array(z.object({ height: z.number(), ...freeSegments })),
  audio: z.object({ ...freeSegments, ...plainAudio }).optional(),
});
export type MediaManifest = z.infer<typeof MediaManifest>;

/** A playlist with its free segments, of a rendition or of the sound alone. */
export type StoredStream = Pick<MediaManifest['renditions'][number], 'playlist' | 'freeSegments'>;

export function toStoredManifest(manifest: TranscoderManifest): string {
  const { renditions, audio } = manifest;
  return toJson(
    MediaManifest.parse({
      ...manifest,
      renditions: renditions.map((rendition) => ({ ...rendition, ...toStoredStream(rendition) })),
      audio: audio && { ...audio, ...toStoredStream(audio) },
    }),
  );
}

function toStoredStream({
  playlist,
  segments,
}: Pick<TranscoderManifest['renditions'][number], 'playlist' | 'segments'>): StoredStream {
  const free = segmentsWithin(segments, freeSeconds);
  return { playlist, freeSegments: free.map(({ file }) => file.slice(file.lastIndexOf('/') + 1)) };
}

export const readManifest = (text: string): MediaManifest => fromJson(MediaManifest, text);

/** The segments that begin before `seconds` have played. */
export function segmentsWithin<Segment extends { durationSeconds: number }>(
  segments: readonly Segment[],
  seconds: number,
): Segment[] {
  let start = 0;
  return segments.filter((segment) => {
    // Boundaries are whole seconds but for rounding of the time base.
    const within = start < seconds - 0.05;
    start += segment.durationSeconds;
    return within;
  });
}
