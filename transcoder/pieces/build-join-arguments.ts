import { buildRenditionsOutput } from '../encode/build-renditions-output.ts';
import { buildSoundChain, soundOutput } from '../encode/build-sound-arguments.ts';
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
    ...buildRenditionsOutput(
      plan,
      renditions.map((_, index) => `${index}:v:0`),
      ['-c:v', 'copy'],
    ),
    ...(sound ? soundOutput(plan, sound) : []),
  ];
}
