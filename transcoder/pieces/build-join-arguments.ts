import { buildRenditionsOutput, keepTimes } from '../encode/build-renditions-output.ts';
import { isAloneApart, soundOutput, soundRates } from '../encode/build-sound-arguments.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { greatestDuration } from '../verify/judge-duration.ts';
import { soundFiles } from './make-sound.ts';

export interface JoinOptions {
  /** The original as ffmpeg sees it; null where nothing of it is copied. */
  source: string | null;
  /** Folder of lists and sound files, with its slash. */
  below: string;
}

/** Names for ffmpeg the pieces of a rendition. */
export const listFile = (rendition: RenditionPlan) => `${rendition.folder}.txt`;

/**
 * One process that encodes nothing: the pictures of each rendition are copied out of its pieces, or out of the source,
 * the sound out of its files. Pure.
 */
export function buildJoinArguments(plan: TranscodePlan, { source, below }: JoinOptions): string[] {
  const { renditions, sound, picture } = plan;
  const inPieces = renditions.filter(({ copied }) => !copied);
  const files = sound ? soundFiles(plan) : [];
  const sounds = files.map((_, index) => `${inPieces.length + index}:a:0`);
  const original = inPieces.length + files.length;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...keepTimes(plan),
    ...inPieces.flatMap((rendition) => [
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov', '-f', 'concat'],
      // All have the same parameters, which stand in `init.mp4` alone.
      ...['-auto_convert', '0', '-i', `${below}${listFile(rendition)}`],
    ]),
    ...files.flatMap((file) => [
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'mov'],
      ...['-i', `${below}${file}`],
    ]),
    ...(source === null
      ? []
      : [
          ...[...GUARD_ARGUMENTS, '-an', '-t', String(greatestDuration(plan.durationSeconds))],
          ...['-i', `file:${source}`],
        ]),
    ...buildRenditionsOutput(
      plan,
      renditions.map((rendition) =>
        rendition.copied ? `${original}:${picture.streamIndex}` : `${inPieces.indexOf(rendition)}:v:0`,
      ),
      ['-c:v', 'copy'],
      sounds.slice(0, soundRates(plan).length),
    ),
    ...(sound && isAloneApart(plan) ? soundOutput(plan, sound, sounds.at(-1)) : []),
  ];
}
