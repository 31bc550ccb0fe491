import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { segmentsUntil } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { OPENING_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { buildOpeningArguments, OPENING_SECONDS } from './build-opening-arguments.ts';
import { type FinishedSegment, followSegments } from './follow-segments.ts';

export interface OpeningRequest {
  source: string;
  /** Gets a folder for as long as it is being made. */
  outputFolder: string;
  /** As far as it can be made before the content was looked at. */
  plan: TranscodePlan;
  sandbox: Sandbox;
  signal: AbortSignal;
  /** Left out: nobody wants one. */
  onSegment: ((segment: FinishedSegment) => void) | undefined;
}

/** Disposing ends it. */
export interface Opening extends AsyncDisposable {
  /** Resolves when all of it was told and its folder is gone. */
  ended: Promise<void>;
}

/** What is not longer is encoded whole in about the time. */
const OPENING_FROM_SECONDS = 20;

/**
 * Encodes the first seconds in one rendition, to be watched while everything is still being looked at and measured:
 * two or three CPU-seconds. Where it does not work nothing is told: what is wrong shows when all is decoded.
 */
export function startOpening(request: OpeningRequest): Opening {
  const stop = new AbortController();
  const { onSegment, signal } = request;
  const wanted = onSegment && request.plan.durationSeconds >= OPENING_FROM_SECONDS;
  const ended = wanted
    ? encodeOpening({ ...request, onSegment, signal: AbortSignal.any([signal, stop.signal]) })
    : Promise.resolve();
  // Whoever waits for it hears of a failure; until then it must not end the process.
  ended.catch(() => {});
  return {
    ended,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended.catch(() => {});
    },
  };
}

async function encodeOpening(
  request: OpeningRequest & { onSegment(segment: FinishedSegment): void },
): Promise<void> {
  const { plan, sandbox, signal, source, onSegment } = request;
  const folder = join(request.outputFolder, 'opening');
  await mkdir(folder);
  try {
    await using _followed = await followSegments({
      folder,
      count: segmentsUntil(plan, OPENING_SECONDS),
      onSegment,
    });
    const rendition = plan.renditions[chooseEarlyRendition(plan.renditions)]!;
    await sandbox.run(
      {
        program: 'ffmpeg',
        arguments: (paths) => buildOpeningArguments(plan, rendition, paths.input('media')),
      },
      {
        inputs: { media: source },
        outputFolder: folder,
        limits: OPENING_LIMITS,
        signal,
        onStdout: () => {},
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
