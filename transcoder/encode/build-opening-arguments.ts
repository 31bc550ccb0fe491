import { keyframeCondition } from '../plan/segment-layout.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { pictureFormat } from './build-ffmpeg-arguments.ts';
import { AAC_ENCODER } from './build-sound-arguments.ts';
import { hlsMuxer } from './hls-muxer.ts';

/**
 * By then an idle machine's whole has caught up with whoever watches from the start; where the lesson waits it is enough
 * to see whether the right file came whole, and can be heard. Ends a segment.
 */
export const OPENING_SECONDS = 24;

/**
 * The first seconds in one rendition, as soon as can be: no looking ahead, no picture coded before an earlier one.
 * Segments end where they usually do. Pure.
 */
export function buildOpeningArguments(
  plan: TranscodePlan,
  rendition: RenditionPlan,
  source: string,
): string[] {
  const { picture, sound } = plan;
  const { width, height, crf, maxRate, buffer, audioRate } = rendition;
  const filters = [
    ...(picture.deinterlace ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    `fps=fps=${picture.frameRate}:start_time=0`,
    `scale=${width}:${height}:flags=fast_bilinear:out_range=tv,setsar=1`,
    pictureFormat(picture.toneMap),
  ];
  const segmentFrames = plan.segmentSeconds * picture.frameRate;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS],
    ...['-threads', '2', '-t', String(OPENING_SECONDS), '-i', `file:${source}`],
    ...['-map', `0:${picture.streamIndex}`, ...(sound ? ['-map', `0:${sound.streamIndex}`] : [])],
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', filters.join(','), '-c:v', 'libx264', '-preset', 'superfast', '-profile:v', 'high'],
    ...['-threads:v', '2', '-tune', 'zerolatency', '-crf', String(crf)],
    ...['-maxrate', String(maxRate), '-bufsize', String(buffer)],
    ...['-g', String(segmentFrames), '-keyint_min', String(segmentFrames), '-sc_threshold', '0'],
    ...['-force_key_frames', keyframeCondition(plan, { rate: picture.frameRate, everyOne: true })],
    ...(sound
      ? [
          ...['-af', 'aresample=async=1:min_hard_comp=0.1:first_pts=0', ...AAC_ENCODER],
          ...['-ar', String(sound.sampleRate), '-ac', String(sound.channels), '-b:a', String(audioRate)],
        ]
      : []),
    ...hlsMuxer(plan, ''),
  ];
}
