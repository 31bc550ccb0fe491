import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError } from './errors.ts';
import {
  type AudioVersion,
  type EncodedStream,
  type MediaVersion,
  type MediaWarning,
  mediaVersionSchema,
  type Rendition,
} from './media-version.ts';
import { buildMasterPlaylist } from './package/build-master-playlist.ts';
import { listFiles } from './package/list-files.ts';
import { readAudio } from './package/read-audio.ts';
import { readRendition } from './package/read-rendition.ts';
import { remuxMp4 } from './package/remux-mp4.ts';
import { makePictures } from './pictures/make-pictures.ts';
import { uprightSize } from './plan/plan-transcode.ts';
import { segmentStart, segmentsUntil } from './plan/segment-layout.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import type { Sandbox } from './sandbox.ts';
import { judgeDuration } from './verify/judge-duration.ts';
import { verifyAudio } from './verify/verify-audio.ts';
import { verifyRenditions } from './verify/verify-renditions.ts';

export interface EncodedLesson {
  /** Where the renditions and single pictures of the whole lie; becomes the media version. */
  outputFolder: string;
  probe: MediaProbe;
  plan: TranscodePlan;
  /** Whether decoding met errors that it got over. */
  decodeErrors: boolean;
  /** Asked when the renditions have been verified: `firstPlayableSeconds` of the manifest. */
  firstPlayableSeconds(): number;
  onStage(stage: 'verifying' | 'pictures'): void;
  sandbox: Sandbox;
  signal: AbortSignal;
}

const MINUTE_SECONDS = 60;

/**
 * Makes a media version of what was encoded, in whichever way: verify, plain files, pictures, manifest, which it also
 * writes as `version.json`. Throws MediaRejectedError and VerificationError.
 */
export async function finishVersion(encoded: EncodedLesson): Promise<MediaVersion> {
  const { outputFolder, probe, plan, sandbox, signal } = encoded;
  const run = { outputFolder, sandbox, signal };
  encoded.onStage('verifying');
  const renditions = await readRenditions(outputFolder, plan);
  const durationSeconds = lastingOf(renditions[0]!);
  const { longer } = judgeDuration(probe.durationSeconds, durationSeconds);
  const audio = await readAudio(outputFolder, plan);
  await verifyRenditions(renditions, plan, run);
  if (audio) await verifyAudio(audio, plan, run);
  await writeFile(join(outputFolder, 'master.m3u8'), buildMasterPlaylist(renditions, audio));
  const firstPlayableSeconds = encoded.firstPlayableSeconds();
  const plainFiles = await makePlainFiles(renditions[plan.mp4Rendition]!, plan, durationSeconds, run);
  const plainAudio = audio && (await makePlainAudio(audio, durationSeconds, run));

  encoded.onStage('pictures');
  const pictures = await makePictures(plan, durationSeconds, run);

  // Of damage it is told once.
  const { decodeErrors } = encoded;
  const warnings: MediaWarning[] = plan.warnings.filter((one) => one !== 'copy-unfit' || !decodeErrors);
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
    audio: plainAudio,
    ...plainFiles,
    covers: pictures.covers,
    storyboard: pictures.storyboard,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files,
    warnings,
  } satisfies MediaVersion);
  await writeFile(join(outputFolder, 'version.json'), `${JSON.stringify(version)}\n`);
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

type Run = Pick<EncodedLesson, 'outputFolder' | 'sandbox' | 'signal'>;

async function makePlainFiles(
  rendition: Rendition,
  plan: TranscodePlan,
  durationSeconds: number,
  run: Run,
): Promise<Pick<MediaVersion, 'mp4' | 'minute'>> {
  const mp4 = { file: 'lesson.mp4', height: rendition.height };
  const mp4Bytes = await remuxMp4({ ...run, rendition, file: mp4.file });
  if (durationSeconds <= MINUTE_SECONDS) return { mp4: { ...mp4, bytes: mp4Bytes } };
  const segmentCount = segmentsUntil(plan, MINUTE_SECONDS);
  const minute = { file: 'minute.mp4', durationSeconds: segmentStart(plan, segmentCount) };
  const minuteBytes = await remuxMp4({ ...run, rendition, segmentCount, file: minute.file });
  return { mp4: { ...mp4, bytes: mp4Bytes }, minute: { ...minute, bytes: minuteBytes } };
}

async function makePlainAudio(
  audio: EncodedStream,
  durationSeconds: number,
  run: Run,
): Promise<AudioVersion> {
  const make = async (file: string, segmentCount?: number) => ({
    file,
    bytes: await remuxMp4({ ...run, rendition: audio, segmentCount, file }),
  });
  const plain = await make('lesson.m4a');
  if (durationSeconds <= MINUTE_SECONDS) return { ...audio, plain };
  // Its segments end a little beside those of the picture; like those, none that goes beyond the minute.
  const segmentCount = audio.segments.filter(
    (_, index) => startOf(audio, index + 1) < MINUTE_SECONDS + 0.05,
  ).length;
  return { ...audio, plain, minute: await make('minute.m4a', segmentCount) };
}

/** Seconds from the beginning of the lesson. */
function startOf({ segments }: EncodedStream, index: number): number {
  return segments.slice(0, index).reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
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
