import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError } from './errors.ts';
import {
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
import { type PlainFile, remuxMp4 } from './package/remux-mp4.ts';
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
      const plain = await makePlainFiles({ plan, renditions, audio, durationSeconds }, run);
      return { firstPlayableSeconds, plain };
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
    ...streams.plain,
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

interface VerifiedLesson {
  plan: TranscodePlan;
  renditions: Rendition[];
  audio: EncodedStream | undefined;
  durationSeconds: number;
}

/** What can be fetched as one file: the lesson, its sound, and of a long one the first minute of both. */
async function makePlainFiles(
  { plan, renditions, audio, durationSeconds }: VerifiedLesson,
  run: Run,
): Promise<Pick<MediaVersion, 'mp4' | 'minute' | 'audio'>> {
  const rendition = renditions[plan.mp4Rendition]!;
  const long = durationSeconds > MINUTE_SECONDS;
  const segmentCount = segmentsUntil(plan, MINUTE_SECONDS);
  const files: PlainFile[] = [{ file: 'lesson.mp4', stream: rendition }];
  if (long) files.push({ file: 'minute.mp4', stream: rendition, segmentCount });
  if (audio) files.push({ file: 'lesson.m4a', stream: audio });
  if (audio && long) {
    // Its segments end a little beside those of the picture; like those, none that goes beyond the minute.
    const count = audio.segments.filter(
      (_, index) => startOf(audio, index + 1) < MINUTE_SECONDS + 0.05,
    ).length;
    files.push({ file: 'minute.m4a', stream: audio, segmentCount: count });
  }
  const bytes = await remuxMp4(files, run);
  const plainFile = (file: string) => ({ file, bytes: bytes[files.findIndex((one) => one.file === file)]! });
  return {
    mp4: { ...plainFile('lesson.mp4'), height: rendition.height },
    ...(long && {
      minute: { ...plainFile('minute.mp4'), durationSeconds: segmentStart(plan, segmentCount) },
    }),
    audio: audio && {
      ...audio,
      plain: plainFile('lesson.m4a'),
      ...(long && { minute: plainFile('minute.m4a') }),
    },
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
