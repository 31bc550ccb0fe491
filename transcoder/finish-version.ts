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
import { endPictures, makePictures } from './pictures/make-pictures.ts';
import { uprightSize } from './plan/plan-transcode.ts';
import { segmentStart, segmentsUntil } from './plan/segment-layout.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import type { Sandbox } from './sandbox.ts';
import { sideBySide } from './side-by-side.ts';
import { judgeDuration } from './verify/judge-duration.ts';
import { verifyStreams } from './verify/verify-streams.ts';

export interface EncodedLesson {
  /** Where the renditions and single pictures of the whole lie; becomes the media version. */
  outputFolder: string;
  probe: MediaProbe;
  plan: TranscodePlan;
  /** Whether decoding met errors that it got over. */
  decodeErrors: boolean;
  /** Asked when the renditions have been verified: `firstPlayableSeconds` of the manifest. */
  firstPlayableSeconds(): number;
  /** `pictures` is all that is made of what was verified. */
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
  encoded.onStage('verifying');
  const renditions = await readRenditions(outputFolder, plan);
  const durationSeconds = lastingOf(renditions[0]!);
  const { longer } = judgeDuration(probe.durationSeconds, durationSeconds);
  const audio = await readAudio(outputFolder, plan);
  await writeFile(join(outputFolder, 'master.m3u8'), buildMasterPlaylist(renditions, audio));
  // Of our own nothing is written into the folder while several programs write there, which are not to be trusted.
  const [streams, pictures] = await sideBySide(signal, [
    async (signal) => {
      const run = { outputFolder, sandbox, signal };
      await verifyStreams({ renditions, audio }, plan, run);
      const firstPlayableSeconds = encoded.firstPlayableSeconds();
      encoded.onStage('pictures');
      const plainFiles = await makePlainFiles(renditions[plan.mp4Rendition]!, plan, durationSeconds, run);
      const plainAudio = audio && (await makePlainAudio(audio, durationSeconds, run));
      return { firstPlayableSeconds, plainFiles, plainAudio };
    },
    (signal) => makePictures(plan, { outputFolder, sandbox, signal }),
  ]);
  await endPictures(pictures, durationSeconds, outputFolder);

  // Of damage it is told once.
  const { decodeErrors } = encoded;
  const warnings: MediaWarning[] = plan.warnings.filter((one) => one !== 'copy-unfit' || !decodeErrors);
  if (decodeErrors) warnings.push('decode-errors');
  if (longer) warnings.push('longer-than-said');
  if (pictures.blank) warnings.push('covers-blank');
  const files = await listFiles(outputFolder, signal);
  const version = mediaVersionSchema.parse({
    durationSeconds,
    firstPlayableSeconds: streams.firstPlayableSeconds,
    hasAudio: plan.sound !== null,
    source: describeSource(probe),
    renditions,
    audio: streams.plainAudio,
    ...streams.plainFiles,
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
  const whole = { file: mp4.file, stream: rendition };
  if (durationSeconds <= MINUTE_SECONDS) {
    const [bytes] = await remuxMp4([whole], run);
    return { mp4: { ...mp4, bytes: bytes! } };
  }
  const segmentCount = segmentsUntil(plan, MINUTE_SECONDS);
  const minute = { file: 'minute.mp4', durationSeconds: segmentStart(plan, segmentCount) };
  const [bytes, minuteBytes] = await remuxMp4(
    [whole, { file: minute.file, stream: rendition, segmentCount }],
    run,
  );
  return { mp4: { ...mp4, bytes: bytes! }, minute: { ...minute, bytes: minuteBytes! } };
}

async function makePlainAudio(
  audio: EncodedStream,
  durationSeconds: number,
  run: Run,
): Promise<AudioVersion> {
  const whole = { file: 'lesson.m4a', stream: audio };
  if (durationSeconds <= MINUTE_SECONDS) {
    const [bytes] = await remuxMp4([whole], run);
    return { ...audio, plain: { file: whole.file, bytes: bytes! } };
  }
  // Its segments end a little beside those of the picture; like those, none that goes beyond the minute.
  const segmentCount = audio.segments.filter(
    (_, index) => startOf(audio, index + 1) < MINUTE_SECONDS + 0.05,
  ).length;
  const minute = { file: 'minute.m4a', stream: audio, segmentCount };
  const [bytes, minuteBytes] = await remuxMp4([whole, minute], run);
  return {
    ...audio,
    plain: { file: whole.file, bytes: bytes! },
    minute: { file: minute.file, bytes: minuteBytes! },
  };
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
