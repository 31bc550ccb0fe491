import { mkdir, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MediaRejectedError } from '../errors.ts';
import { CopyUnfitError, joinGroups } from '../package/join-groups.ts';
import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { segmentsUntil } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { encodingLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { buildFfmpegArguments, outputFolders } from './build-ffmpeg-arguments.ts';
import { renditionsMade } from './build-renditions-output.ts';
import { type FinishedSegment, followSegments } from './follow-segments.ts';
import { createProgressReader, type EncodingProgress, gaugeProgress } from './read-progress.ts';

export interface EncodeRequest {
  source: string;
  outputFolder: string;
  plan: TranscodePlan;
  sandbox: Sandbox;
  signal: AbortSignal;
  onProgress(progress: EncodingProgress): void;
  /** Told of each finished segment of full length of the rendition that is chosen to be watched early. */
  onSegment?(segment: FinishedSegment): void;
}

/**
 * x264's own rule, capped: every thread takes address space, and five encoders share the processors. A worker may have
 * been kept to fewer cores since this file was loaded.
 */
const countThreads = () => Math.min(12, Math.ceil(availableParallelism() * 1.5));

/** Exit code of ffmpeg when more than `-max_error_rate` of the packets could not be decoded. */
const TOO_MANY_ERRORS = 69;

/**
 * Of the kernel's words, x264's and ffmpeg's. A thread that cannot be made lacks room for its stack; encoders, which were
 * tried out with this ffmpeg and are given plain pictures, fail of nothing else.
 */
const OUT_OF_MEMORY =
  /Cannot allocate memory|malloc of size \d+ failed|Resource temporarily unavailable|opening encoder|to the encoder/;

/**
 * Runs the one ffmpeg that makes every rendition and single picture. Answers whether errors were seen. Throws
 * CopyUnfitError where one cannot be copied as planned.
 */
export async function encode(request: EncodeRequest): Promise<{ decodeErrors: boolean }> {
  const { plan, signal, onSegment } = request;
  for (const folder of outputFolders(plan)) await mkdir(join(request.outputFolder, folder));
  const started = performance.now();
  await using _followed =
    onSegment &&
    (await followSegments({
      folder: join(request.outputFolder, plan.renditions[chooseEarlyRendition(plan.renditions)]!.folder),
      count: segmentsUntil(plan, plan.durationSeconds),
      onSegment(segment) {
        // Told to end, ffmpeg closes the one it is at, which is shorter than it should be.
        if (!signal.aborted) onSegment(segment);
      },
    }));
  const result = await request.sandbox.run(
    {
      program: 'ffmpeg',
      arguments: (paths) =>
        buildFfmpegArguments(plan, { source: paths.input('media'), threads: countThreads() }),
    },
    {
      inputs: { media: request.source },
      outputFolder: request.outputFolder,
      limits: encodingLimits(plan.durationSeconds),
      signal,
      onStdout: createProgressReader((seconds) => {
        request.onProgress(
          gaugeProgress(seconds, plan.durationSeconds, (performance.now() - started) / 1000),
        );
      }),
    },
  );
  requireOrdinaryEnd(result, 'encoding');
  if (result.ending.code !== 0 && OUT_OF_MEMORY.test(result.stderr))
    throw new MediaRejectedError('limit', 'encoding took too much memory', { retryOnce: true });
  const renditions = renditionsMade(plan);
  const copies = renditions.filter(({ copied }) => copied);
  const decodeErrors = hasErrors(result.stderr, plan.window?.seekSeconds ?? 0);
  // What the decoder got over, a viewer's may not.
  if (copies.length > 0 && (result.ending.code !== 0 || decodeErrors))
    throw new CopyUnfitError(`what is damaged is not passed on: ${lastLine(result.stderr)}`);
  if (result.ending.code !== 0) {
    const made = await readdir(join(request.outputFolder, renditions[0]!.folder));
    if (!made.some((file) => file.endsWith('.m4s'))) {
      throw new MediaRejectedError('no-picture-decoded', `ffmpeg gave up: ${lastLine(result.stderr)}`);
    }
    const why =
      result.ending.code === TOO_MANY_ERRORS ? 'too much of it is damaged' : lastLine(result.stderr);
    throw new MediaRejectedError('decode-failed', `ffmpeg gave up: ${why}`);
  }
  for (const { folder, copied } of copies)
    await joinGroups(join(request.outputFolder, folder), copied!, plan);
  return { decodeErrors };
}

/** What the decoder misses of frames before the keyframe it began with, none of which is shown. */
const MISSING_BEFORE =
  /mmco: unref short failure|co located POCs unavailable|[Rr]eference picture missing|Missing reference|Could not find ref with POC|Last message repeated/;

function hasErrors(stderr: string, seekSeconds: number): boolean {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.some((line) => seekSeconds === 0 || !MISSING_BEFORE.test(line));
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) || 'no reason given';
}
