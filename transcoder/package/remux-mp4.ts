import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import { remuxLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';

export interface RemuxRequest {
  outputFolder: string;
  rendition: Pick<EncodedStream, 'playlist' | 'segments'>;
  /** How many segments from the start; all by default. */
  segmentCount?: number;
  /** Leaves the sound out. */
  pictureOnly?: boolean;
  /** Name of the MP4 in the output folder. */
  file: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

/** Joins a rendition's segments into one plain MP4, its index first, without encoding. Answers its bytes. */
export async function remuxMp4(request: RemuxRequest): Promise<number> {
  const folder = request.rendition.playlist.split('/')[0]!;
  const parts = [
    'init.mp4',
    ...request.rendition.segments.slice(0, request.segmentCount).map(({ file }) => file),
  ];
  const result = await request.sandbox.run(
    {
      program: 'ffmpeg',
      arguments: () => [
        ...['-nostdin', '-hide_banner', '-v', 'error'],
        ...['-protocol_whitelist', 'file,concat', '-format_whitelist', 'mov'],
        // Short relative names: a lesson of four hours has 2,400, and one argument holds 128 KiB.
        ...['-i', `concat:${parts.map((file) => `${folder}/${file}`).join('|')}`],
        ...['-map', request.pictureOnly ? '0:v' : '0', '-c', 'copy', '-map_metadata', '-1'],
        ...['-movflags', '+faststart', '-f', 'mp4'],
        request.file,
      ],
    },
    {
      outputFolder: request.outputFolder,
      limits: remuxLimits(
        request.rendition.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
      ),
      signal: request.signal,
    },
  );
  requireOrdinaryEnd(result, `making ${request.file}`);
  if (result.ending.code !== 0)
    throw new VerificationError(`${request.file} could not be made: ${result.stderr}`);
  return (await stat(join(request.outputFolder, request.file))).size;
}
