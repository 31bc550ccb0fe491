import { z } from 'zod';
import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import { SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';

const openedSchema = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
      channels: z.number().optional(),
    }),
  ),
});

/** One track of what was opened, as ffprobe says it. */
export type OpenedTrack = z.infer<typeof openedSchema>['streams'][number];

/** Opens segments with ffprobe, and answers their picture and their sound. Throws VerificationError. */
export async function openStream(
  { playlist, segments }: Pick<EncodedStream, 'playlist' | 'segments'>,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<{ picture?: OpenedTrack; sound?: OpenedTrack }> {
  const folder = playlist.split('/')[0]!;
  // The last segment tells most: it stands on init.mp4 like all, and was written when everything was over.
  const files = ['init.mp4', segments.at(-1)!.file];
  const result = await run.sandbox.run(
    {
      program: 'ffprobe',
      arguments: () => [
        ...['-hide_banner', '-v', 'error', '-protocol_whitelist', 'file,concat', '-format_whitelist', 'mov'],
        ...['-of', 'json', '-show_streams'],
        ...['-i', `concat:${files.map((file) => `${folder}/${file}`).join('|')}`],
      ],
    },
    { outputFolder: run.outputFolder, limits: SHORT_LIMITS, signal: run.signal },
  );
  requireOrdinaryEnd(result, `opening ${playlist}`);
  if (result.ending.code !== 0) {
    throw new VerificationError(`${playlist} does not open: ${result.stderr.trim()}`);
  }
  const { streams } = openedSchema.parse(JSON.parse(result.stdout));
  return {
    picture: streams.find(({ codec_type }) => codec_type === 'video'),
    sound: streams.find(({ codec_type }) => codec_type === 'audio'),
  };
}
