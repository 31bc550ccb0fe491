import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { segmentsUntil } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { OPENING_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { buildOpeningArguments, OPENING_MOST_SECONDS } from './build-opening-arguments.ts';
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

/** Disposing ends it at once. */
export interface Opening extends AsyncDisposable {
  /** The whole is being encoded now: ends as soon as the least has been told. */
  suffices(): void;
  /** Resolves when nothing more will be told and its folder is gone. */
  ended: Promise<void>;
}

/** What is not longer is encoded whole in about the time. */
const OPENING_FROM_SECONDS = 20;
/** By then an idle machine's whole has caught up with whoever watches from the start. */
const OPENING_LEAST_SECONDS = 12;

/**
 * Encodes the first seconds in one rendition, to be watched while everything is still being looked at and measured: as
 * many as it gets to, which costs two or three CPU-seconds for twelve. Where it does not work nothing is told: what is
 * wrong shows when all is decoded.
 */
export function startOpening(request: OpeningRequest): Opening {
  const { onSegment, signal, plan } = request;
  const stop = new AbortController();
  const least = segmentsUntil(plan, OPENING_LEAST_SECONDS);
  let told = 0;
  let enough = false;
  const stopWhereEnough = () => {
    if (enough && told >= least) stop.abort();
  };
  const tell = (segment: FinishedSegment) => {
    // Told to end, ffmpeg closes the one it is at, which is shorter than it should be.
    if (stop.signal.aborted) return;
    told += 1;
    onSegment?.(segment);
    stopWhereEnough();
  };

  async function run(): Promise<void> {
    if (!onSegment || plan.durationSeconds < OPENING_FROM_SECONDS) return;
    try {
      await encodeOpening({ ...request, onSegment: tell, signal: AbortSignal.any([signal, stop.signal]) });
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  }

  const ended = run();
  // Whoever waits for it hears of a failure; until then it must not end the process.
  ended.catch(() => {});
  return {
    ended,
    suffices() {
      enough = true;
      stopWhereEnough();
    },
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
      count: segmentsUntil(plan, Math.min(plan.durationSeconds, OPENING_MOST_SECONDS)),
      onSegment,
    });
    const rendition = plan.renditions[chooseEarlyRendition(plan.renditions)]!;
    await sandbox.run(
      {
        program: 'ffmpeg',
        arguments: (paths) => buildOpeningArguments(plan, rendition, paths.input('media')),
      },
      { inputs: { media: source }, outputFolder: folder, limits: OPENING_LIMITS, signal },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
