import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from './encode/encode.ts';
import { MediaRejectedError, NoRoomError } from './errors.ts';
import { type MediaVersion, type MediaWarning, mediaVersionSchema, type Rendition } from './media-version.ts';
import { buildMasterPlaylist } from './package/build-master-playlist.ts';
import { listFiles } from './package/list-files.ts';
import { readRendition } from './package/read-rendition.ts';
import { remuxMp4 } from './package/remux-mp4.ts';
import { makePictures } from './pictures/make-pictures.ts';
import { planTranscode, uprightSize } from './plan/plan-transcode.ts';
import { segmentsUntil } from './plan/segment-layout.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { lookAtContent } from './probe/look-at-content.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import { probeMedia } from './probe/probe-media.ts';
import type { Sandbox } from './sandbox.ts';
import { judgeDuration } from './verify/judge-duration.ts';
import { verifyRenditions } from './verify/verify-renditions.ts';

export interface TranscodeProgress {
  /** 0 to 1 over the whole job, by decoded time; never falls. */
  fraction: number;
  /** Until everything is encoded; absent until the pace can be told. */
  secondsLeft?: number;
  stage: 'probing' | 'encoding' | 'verifying' | 'pictures';
}

export interface TranscodeRequest {
  /** Path of the original, only read. Where the sandbox runs as root it must be readable by all (0644). */
  source: string;
  /** Existing empty folder; becomes the media version. After an error it holds rubbish. */
  outputFolder: string;
  onProgress(progress: TranscodeProgress): void;
  onPlan?(plan: TranscodePlan): void;
  sandbox: Sandbox;
  /** Abort ends every child within seconds and rejects with the signal's reason. */
  signal: AbortSignal;
}

const MINUTE_SECONDS = 60;

/** Decoding is nearly all of the work; the rest of the bar is for what comes after it. */
const ENCODING_SHARE = 0.97;

/**
 * Makes a media version of an original: probe, look, plan, encode, verify, pictures. Resolves with the manifest
 * it also wrote as `version.json`. Throws MediaRejectedError (the file's doing), NoRoomError (full disk),
 * VerificationError (our doing), TranscoderUnavailableError, or the signal's reason.
 */
export async function transcode(request: TranscodeRequest): Promise<MediaVersion> {
  try {
    return await makeVersion(request);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new NoRoomError('the disk is full', { cause: error });
    }
    throw error;
  }
}

async function makeVersion(request: TranscodeRequest): Promise<MediaVersion> {
  const { source, outputFolder, sandbox, signal, onProgress } = request;
  const started = performance.now();
  const run = { outputFolder, sandbox, signal };

  onProgress({ fraction: 0, stage: 'probing' });
  const probe = await probeMedia(source, sandbox, signal);
  const plan = planTranscode(probe, await lookAtContent(source, probe, sandbox, signal));
  request.onPlan?.(plan);

  let reached = 0;
  const { decodeErrors } = await encode({
    ...run,
    source,
    plan,
    onProgress: ({ fraction, secondsLeft }) => {
      reached = Math.max(reached, fraction * ENCODING_SHARE);
      onProgress({ fraction: reached, secondsLeft, stage: 'encoding' });
    },
  });

  onProgress({ fraction: ENCODING_SHARE, stage: 'verifying' });
  const renditions = await readRenditions(outputFolder, plan);
  const durationSeconds = lastingOf(renditions[0]!);
  const { longer } = judgeDuration(probe.durationSeconds, durationSeconds);
  await verifyRenditions(renditions, plan, run);
  await writeFile(join(outputFolder, 'master.m3u8'), buildMasterPlaylist(renditions));
  const firstPlayableSeconds = (performance.now() - started) / 1000;
  const plainFiles = await makePlainFiles(renditions[plan.mp4Rendition]!, plan, durationSeconds, run);

  onProgress({ fraction: 0.98, stage: 'pictures' });
  const pictures = await makePictures(plan, durationSeconds, run);

  const warnings: MediaWarning[] = [...plan.warnings];
  if (decodeErrors) warnings.push('decode-errors');
  if (longer) warnings.push('longer-than-said');
  if (pictures.blank) warnings.push('covers-blank');
  const files = await listFiles(outputFolder, signal);
  const version = mediaVersionSchema.parse({
    durationSeconds,
    firstPlayableSeconds,
    hasAudio: plan.sound !== null,
    source: describeSource(probe),
    renditions,
    ...plainFiles,
    covers: pictures.covers,
    storyboard: pictures.storyboard,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files,
    warnings,
  } satisfies MediaVersion);
  await writeFile(join(outputFolder, 'version.json'), `${JSON.stringify(version)}\n`);
  onProgress({ fraction: 1, stage: 'pictures' });
  return version;
}

async function readRenditions(outputFolder: string, plan: TranscodePlan): Promise<Rendition[]> {
  try {
    return await Promise.all(
      plan.renditions.map((rendition) => readRendition(outputFolder, plan, rendition)),
    );
  } catch (error) {
    // ffmpeg writes no playlist for a picture track out of which nothing came.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new MediaRejectedError('no-picture-decoded', 'not one picture could be decoded', {
        cause: error,
      });
    }
    throw error;
  }
}

async function makePlainFiles(
  rendition: Rendition,
  plan: TranscodePlan,
  durationSeconds: number,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<Pick<MediaVersion, 'mp4' | 'minute'>> {
  const mp4 = { file: 'lesson.mp4', height: rendition.height };
  const mp4Bytes = await remuxMp4({ ...run, rendition, file: mp4.file });
  if (durationSeconds <= MINUTE_SECONDS) return { mp4: { ...mp4, bytes: mp4Bytes } };
  const segmentCount = segmentsUntil(plan, MINUTE_SECONDS);
  const minute = { file: 'minute.mp4', durationSeconds: MINUTE_SECONDS };
  const minuteBytes = await remuxMp4({ ...run, rendition, segmentCount, file: minute.file });
  return { mp4: { ...mp4, bytes: mp4Bytes }, minute: { ...minute, bytes: minuteBytes } };
}

function lastingOf(rendition: Rendition): number {
  const seconds = rendition.segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  return Math.round(seconds * 1000) / 1000;
}

function describeSource(probe: MediaProbe): MediaVersion['source'] {
  const { video, audio } = probe;
  return {
    container: probe.container,
    bytes: probe.bytes,
    durationSeconds: probe.durationSeconds,
    videoCodec: video.codec,
    ...uprightSize(video),
    frameRate: video.frameRate,
    rotation: video.rotation,
    audioCodec: audio?.codec ?? null,
    audioChannels: audio?.channels ?? 0,
  };
}
