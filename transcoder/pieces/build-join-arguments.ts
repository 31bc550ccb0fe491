import { buildSoundChain, soundOutput } from '../encode/build-sound-arguments.ts';
import { hlsMuxer } from '../encode/hls-muxer.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { greatestDuration } from '../verify/judge-duration.ts';

export interface JoinOptions {
  /** The original as ffmpeg sees it, for its sound. */
  source: string;
  /** Folder of the lists of pieces, with its slash. */
  listsBelow: string;
}

/** Names for ffmpeg the pieces of a rendition. */
export const listFile = (rendition: RenditionPlan) => `${rendition.folder}.txt`;

/** One process: the pictures of each rendition are copied out of its pieces, the sound is encoded over the whole. Pure. */
export function buildJoinArguments(plan: TranscodePlan, { source, listsBelow }: JoinOptions): string[] {
  const { renditions, sound } = plan;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...renditions.flatMap((rendition) => [
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov', '-f', 'concat'],
      // All have the same parameters, which stand in `init.mp4` alone.
      ...['-auto_convert', '0', '-i', `${listsBelow}${listFile(rendition)}`],
    ]),
    ...(sound
      ? [
          ...[...GUARD_ARGUMENTS, '-vn', '-t', String(greatestDuration(plan.durationSeconds))],
          ...['-i', `file:${source}`, '-filter_complex', buildSoundChain(plan, sound, renditions.length)],
        ]
      : []),
    ...renditions.flatMap((rendition, index) => [
      ...['-map', `${index}:v:0`, ...(sound ? ['-map', `[a${index}]`] : [])],
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-c:v', 'copy'],
      ...(sound ? ['-c:a', 'aac', '-b:a', String(rendition.audioRate)] : []),
      ...['-max_muxing_queue_size', '4096', ...hlsMuxer(plan, `${rendition.folder}/`)],
    ]),
    ...(sound ? soundOutput(plan, sound) : []),
  ];
}
