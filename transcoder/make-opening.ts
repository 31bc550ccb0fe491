import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOpeningArguments, OPENING_SECONDS } from './encode/build-opening-arguments.ts';
import { followSegments } from './encode/follow-segments.ts';
import { chooseEarlyRendition } from './plan/choose-early-rendition.ts';
import { planTranscode } from './plan/plan-transcode.ts';
import { segmentsUntil } from './plan/segment-layout.ts';
import { probeMedia } from './probe/probe-media.ts';
import { OPENING_LIMITS } from './sandbox/limits.ts';
import { requireOrdinaryEnd } from './sandbox/require-ordinary-end.ts';
import type { Sandbox } from './sandbox.ts';
import type { EarlySegment } from './transcode.ts';

/** What it is part of, and how much of it there will be. */
export interface OpeningExtent {
  lessonSeconds: number;
  segments: number;
}

export interface OpeningRequest {
  /** Path of the original, only read. Where the sandbox runs as root it must be readable by all (0644). */
  source: string;
  /** Not all of it is here: its index, and its first seconds. */
  partial?: boolean;
  /** Existing folder; gets one below it for as long as it is being made. */
  outputFolder: string;
  sandbox: Sandbox;
  /** Abort ends every child within seconds and rejects with the signal's reason. */
  signal: AbortSignal;
  /** Asked once the file was probed; false: it is not made. */
  wants(extent: OpeningExtent): Promise<boolean>;
  onSegment(segment: EarlySegment): void;
}

/**
 * Makes the opening of a lesson: its first seconds in one rendition, to be watched while it waits for its turn and
 * while everything is being looked at and measured. Costs two or three CPU-seconds for twelve. Its segments end where
 * they usually do; one that is made again of the same file can go on with segments of the first. Where ffmpeg gives up
 * on the way there are fewer of them. Throws MediaRejectedError where the file is no video, or ffmpeg crashed or ran into
 * a limit: what that says of the file is not decided here; of a `partial` one also NeedsWholeFileError.
 */
export async function makeOpening(request: OpeningRequest): Promise<void> {
  const { source, partial, sandbox, signal, onSegment } = request;
  const layout = planTranscode(await probeMedia(source, sandbox, signal, { partial }));
  const lessonSeconds = layout.durationSeconds;
  const segments = segmentsUntil(layout, Math.min(lessonSeconds, OPENING_SECONDS));
  if (!(await request.wants({ lessonSeconds, segments }))) return;
  const rendition = layout.renditions[chooseEarlyRendition(layout.renditions)]!;
  const folder = join(request.outputFolder, 'opening');
  await mkdir(folder);
  try {
    await using _followed = await followSegments({
      folder,
      count: segments,
      onSegment(segment) {
        // Told to end, ffmpeg closes the one it is at, which is shorter than it should be.
        if (!signal.aborted) onSegment({ ...segment, layout, lessonSeconds });
      },
    });
    const result = await sandbox.run(
      {
        program: 'ffmpeg',
        arguments: (paths) => buildOpeningArguments(layout, rendition, paths.input('media')),
      },
      { inputs: { media: source }, outputFolder: folder, limits: OPENING_LIMITS, signal },
    );
    requireOrdinaryEnd(result, 'encoding the opening');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
