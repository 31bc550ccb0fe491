import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import { remuxLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';

/** A plain MP4 to be. */
export interface PlainFile {
  /** Its name in the output folder. */
  file: string;
  stream: Pick<EncodedStream, 'playlist' | 'segments'>;
  /** How many segments from the start; all by default. */
  segmentCount?: number;
  /** Leaves the sound out. */
  pictureOnly?: boolean;
}

/**
 * Joins segments into plain MP4s, their index first, without encoding, in one process: all segments are open at once.
 * Answers the bytes of each file.
 */
export async function remuxMp4(
  files: readonly PlainFile[],
  { outputFolder, sandbox, signal }: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<number[]> {
  const names = files.map(({ file }) => file).join(', ');
  const result = await sandbox.run(
    {
      program: 'ffmpeg',
      arguments: () => [
        ...['-nostdin', '-hide_banner', '-v', 'error'],
        ...files.flatMap((plain) => [
          ...['-protocol_whitelist', 'file,concat', '-format_whitelist', 'mov', '-i', listParts(plain)],
        ]),
        ...files.flatMap(({ file, pictureOnly }, index) => [
          ...['-map', pictureOnly ? `${index}:v` : String(index), '-c', 'copy', '-map_metadata', '-1'],
          ...['-movflags', '+faststart', '-f', 'mp4', file],
        ]),
      ],
    },
    { outputFolder, limits: remuxLimits(files.reduce((sum, plain) => sum + lastingOf(plain), 0)), signal },
  );
  requireOrdinaryEnd(result, `making ${names}`);
  if (result.ending.code !== 0) throw new VerificationError(`${names} could not be made: ${result.stderr}`);
  return Promise.all(files.map(async ({ file }) => (await stat(join(outputFolder, file))).size));
}

/** Short relative names: a lesson of four hours has 2,400, and one argument holds 128 KiB. */
function listParts({ stream, segmentCount }: PlainFile): string {
  const folder = stream.playlist.split('/')[0]!;
  const parts = ['init.mp4', ...stream.segments.slice(0, segmentCount).map(({ file }) => file)];
  return `concat:${parts.map((file) => `${folder}/${file}`).join('|')}`;
}

const lastingOf = ({ stream }: PlainFile) =>
  stream.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
