import { encode } from './encode/encode.ts';
import type { FinishedSegment } from './encode/follow-segments.ts';
import { keepRising } from './encode/read-progress.ts';
import { NoRoomError } from './errors.ts';
import { finishVersion } from './finish-version.ts';
import type { MediaVersion } from './media-version.ts';
import { emptyFolder } from './package/empty-folder.ts';
import { isOfCopy } from './package/join-groups.ts';
import { withoutCopy } from './plan/choose-copy.ts';
import type { SegmentLayout } from './plan/segment-layout.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { type PreparedLesson, prepareLesson } from './prepare-lesson.ts';
import type { Sandbox } from './sandbox.ts';

export interface TranscodeProgress {
  /** 0 to 1 over the whole job, by decoded time; never falls. */
  fraction: number;
  /** Until everything is encoded; absent until the pace can be told. */
  secondsLeft?: number;
  stage: 'probing' | 'encoding' | 'verifying' | 'pictures';
}

/** A piece of what can be watched while the rest is being encoded. */
export interface EarlySegment extends FinishedSegment {
  /** By which its times follow from its index. */
  layout: SegmentLayout;
  /** What the lesson is to last. */
  lessonSeconds: number;
}

export interface TranscodeRequest {
  /** Path of the original, only read. Where the sandbox runs as root it must be readable by all (0644). */
  source: string;
  /** Existing empty folder; becomes the media version. After an error it holds rubbish. */
  outputFolder: string;
  onProgress(progress: TranscodeProgress): void;
  /** Told again where it turns out on the way that a picture cannot be copied. */
  onPlan?(plan: TranscodePlan): void;
  /** Told why the source's own picture cannot be copied after all, when everything is about to be encoded. */
  onCopyUnfit?(why: string): void;
  /** Asks for an early sight: told of each finished segment of one rendition while the rest is being encoded. */
  onEarlySegment?(segment: EarlySegment): void;
  sandbox: Sandbox;
  /** Abort ends every child within seconds and rejects with the signal's reason. */
  signal: AbortSignal;
}

/** How far it is when a stage begins. Decoding is nearly all of the work. */
export const STAGE_FRACTIONS = { verifying: 0.97, pictures: 0.98 };

/**
 * Makes a media version of an original: probe, look, plan, encode, verify, pictures. Resolves with the manifest
 * it also wrote as `version.json`. Throws MediaRejectedError (the file's doing), NoRoomError (full disk),
 * VerificationError (our doing), TranscoderUnavailableError, or the signal's reason.
 */
export function transcode(request: TranscodeRequest): Promise<MediaVersion> {
  const make = async () => {
    request.onProgress({ fraction: 0, stage: 'probing' });
    return encodeLesson(await prepareLesson(request), request);
  };
  return tellNoRoom(make());
}

/** Has what a full disk ends reject with a NoRoomError. */
export async function tellNoRoom(made: Promise<MediaVersion>): Promise<MediaVersion> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new NoRoomError('the disk is full', { cause: error });
    }
    throw error;
  }
}

/** The rest of it, for a lesson that was prepared. */
export async function encodeLesson(lesson: PreparedLesson, request: TranscodeRequest): Promise<MediaVersion> {
  const { source, outputFolder, sandbox, signal } = request;
  const run = { outputFolder, sandbox, signal };
  const onProgress = keepRising(request.onProgress);

  const makeAs = async (plan: TranscodePlan, onSegment?: (segment: FinishedSegment) => void) => {
    request.onPlan?.(plan);
    const { decodeErrors } = await encode({
      ...{ ...run, source, plan, onSegment },
      onProgress: ({ fraction, secondsLeft }) =>
        onProgress({ fraction: fraction * STAGE_FRACTIONS.verifying, secondsLeft, stage: 'encoding' }),
    });
    return finishVersion({
      ...{ ...run, probe: lesson.probe, plan, decodeErrors },
      firstPlayableSeconds: lesson.firstPlayableSeconds,
      onStage: (stage) => onProgress({ fraction: STAGE_FRACTIONS[stage], stage }),
    });
  };
  const version = await makeAs(lesson.plan, lesson.tellOfSegment).catch(async (error) => {
    if (!isOfCopy(error, lesson.plan)) throw error;
    await emptyFolder(outputFolder);
    request.onCopyUnfit?.(error.message);
    // No more of it is told of: the rendition that is shown early may be another one without the copy.
    return makeAs(withoutCopy(lesson.plan, error.message));
  });
  onProgress({ fraction: 1, stage: 'pictures' });
  return version;
}
