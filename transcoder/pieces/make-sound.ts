import { z } from 'zod';
import {
  AAC_ENCODER,
  buildSoundChain,
  isAloneApart,
  soundAloneEncoder,
  soundRates,
} from '../encode/build-sound-arguments.ts';
import { createProgressReader } from '../encode/read-progress.ts';
import { MediaRejectedError } from '../errors.ts';
import type { SoundPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { encodingLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { greatestDuration } from '../verify/judge-duration.ts';

export const soundReportSchema = z.object({ soundErrors: z.boolean() });
/** What the join needs to know of a sound besides its files: whether errors were seen. */
export type SoundReport = z.infer<typeof soundReportSchema>;

export interface SoundRequest {
  /** The original. */
  source: string;
  plan: TranscodePlan;
  sound: SoundPlan;
  /** Existing empty folder; gets `soundFiles`. */
  outputFolder: string;
  sandbox: Sandbox;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress(fraction: number): void;
}

/**
 * A file for the sound of each rate that renditions have, in the order of `soundRates`, and last of the sound alone where
 * it is apart.
 */
export const soundFiles = (plan: TranscodePlan): string[] => [
  ...soundRates(plan).map((_, index) => `sound-${index}.mp4`),
  ...(isAloneApart(plan) ? ['sound-alone.mp4'] : []),
];

/**
 * Encodes the sound of a lesson as a whole, so that no seam can be heard, beside the pieces of its picture. Throws
 * MediaRejectedError.
 */
export async function makeSound(request: SoundRequest): Promise<SoundReport> {
  const { plan, sound, outputFolder, sandbox, signal } = request;
  const { durationSeconds } = plan;
  const result = await sandbox.run(
    {
      program: 'ffmpeg',
      arguments: (paths) => buildSoundFilesArguments(plan, sound, paths.input('media')),
    },
    {
      inputs: { media: request.source },
      outputFolder,
      limits: encodingLimits(durationSeconds),
      signal,
      onStdout: createProgressReader((seconds) => request.onProgress(Math.min(1, seconds / durationSeconds))),
    },
  );
  requireOrdinaryEnd(result, 'encoding the sound');
  if (result.ending.code !== 0)
    throw new MediaRejectedError('decode-failed', `the sound could not be encoded: ${result.stderr.trim()}`);
  return { soundErrors: result.stderr.trim() !== '' };
}

/** One process: the sound of the source is decoded once. Pure. */
export function buildSoundFilesArguments(plan: TranscodePlan, sound: SoundPlan, source: string): string[] {
  const files = soundFiles(plan);
  const bare = ['-map_metadata', '-1', '-map_chapters', '-1'];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...[...GUARD_ARGUMENTS, '-vn', '-t', String(greatestDuration(plan.durationSeconds))],
    ...['-i', `file:${source}`, '-filter_complex', buildSoundChain(plan, sound, 0)],
    ...soundRates(plan).flatMap((rate, index) => [
      ...['-map', `[a${index}]`, ...bare, ...AAC_ENCODER, '-b:a', String(rate), files[index]!],
    ]),
    ...(isAloneApart(plan) ? ['-map', '[alone]', ...bare, ...soundAloneEncoder(sound), files.at(-1)!] : []),
  ];
}
