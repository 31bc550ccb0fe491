import { buildRenditionsOutput } from '../encode/build-renditions-output.ts';
import { soundOutput } from '../encode/build-sound-arguments.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { soundFiles } from './make-sound.ts';

/** Names for ffmpeg the pieces of a rendition. */
export const listFile = (rendition: RenditionPlan) => `${rendition.folder}.txt`;

/**
 * One process that encodes nothing: the pictures of each rendition are copied out of its pieces, the sound out of its
 * files. Lists and sound files lie below a folder (`below`, with its slash). Pure.
 */
export function buildJoinArguments(plan: TranscodePlan, below: string): string[] {
  const { renditions, sound } = plan;
  const files = sound ? soundFiles(plan) : [];
  const sounds = files.map((_, index) => `${renditions.length + index}:a:0`);
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...renditions.flatMap((rendition) => [
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov', '-f', 'concat'],
      // All have the same parameters, which stand in `init.mp4` alone.
      ...['-auto_convert', '0', '-i', `${below}${listFile(rendition)}`],
    ]),
    ...files.flatMap((file) => [
      '-protocol_whitelist',
      'file',
      '-format_whitelist',
      'mov',
      '-i',
      `${below}${file}`,
    ]),
    ...buildRenditionsOutput(
      plan,
      renditions.map((_, index) => `${index}:v:0`),
      ['-c:v', 'copy'],
      sounds.slice(0, -1),
    ),
    ...(sound ? soundOutput(plan, sound, sounds.at(-1)) : []),
  ];
}
