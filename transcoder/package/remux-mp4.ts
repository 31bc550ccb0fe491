import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import { MOST_OPEN_FILES, remuxLimits } from '../sandbox/limits.ts';
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

interface Run {
  outputFolder: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

/** All segments of a process are open at once, beside what it writes and is made of. */
const MOST_SEGMENTS = MOST_OPEN_FILES - 256;

/**
 * Joins segments into plain MP4s, their index first, without encoding: in one process, or in one for each where that
 * would open too many files. Answers the bytes of each.
 */
export async function remuxMp4(files: readonly PlainFile[], run: Run): Promise<number[]> {
  const segments = files.reduce((sum, plain) => sum + segmentsOf(plain).length, 0);
  if (segments <= MOST_SEGMENTS) return remuxTogether(files, run);
  const bytes: number[] = [];
  for (const plain of files) bytes.push(...(await remuxTogether([plain], run)));
  return bytes;
}

async function remuxTogether(
  files: readonly PlainFile[],
  { outputFolder, sandbox, signal }: Run,
): Promise<number[]> {
  const names = files.map(({ file }) => file).join(', ');
  const seconds = files.flatMap(segmentsOf).reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
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
    { outputFolder, limits: remuxLimits(seconds), signal },
  );
  requireOrdinaryEnd(result, `making ${names}`);
  if (result.ending.code !== 0) throw new VerificationError(`${names} could not be made: ${result.stderr}`);
  return Promise.all(files.map(async ({ file }) => (await stat(join(outputFolder, file))).size));
}

const segmentsOf = ({ stream, segmentCount }: PlainFile) => stream.segments.slice(0, segmentCount);

/** Short relative names: a lesson of four hours has 2,400, and one argument holds 128 KiB. */
function listParts(plain: PlainFile): string {
  const folder = plain.stream.playlist.split('/')[0]!;
  const parts = ['init.mp4', ...segmentsOf(plain).map(({ file }) => file)];
  return `concat:${parts.map((file) => `${folder}/${file}`).join('|')}`;
}
