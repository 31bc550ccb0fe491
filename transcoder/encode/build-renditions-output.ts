import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { soundRates } from './build-sound-arguments.ts';
import { hlsTee } from './hls-muxer.ts';

/**
 * The one output of all renditions, without the pictures' encoders: each rendition goes to its folder with the sound of
 * its rate. `pictures` names the picture of each as `-map` takes it. Pure.
 */
export function buildRenditionsOutput(
  plan: TranscodePlan,
  pictures: readonly string[],
  encoders: readonly string[],
): string[] {
  const rates = soundRates(plan);
  return [
    ...[...pictures, ...rates.map((_, index) => `[a${index}]`)].flatMap((stream) => ['-map', stream]),
    ...['-map_metadata', '-1', '-map_chapters', '-1', ...encoders],
    ...(rates.length > 0 ? ['-c:a', 'aac'] : []),
    ...rates.flatMap((rate, index) => [`-b:a:${index}`, String(rate)]),
    ...['-max_muxing_queue_size', '4096'],
    ...hlsTee(
      plan,
      plan.renditions.map(({ folder, audioRate }, index) => ({
        streams: [`v:${index}`, ...(rates.includes(audioRate) ? [`a:${rates.indexOf(audioRate)}`] : [])],
        below: `${folder}/`,
      })),
    ),
  ];
}
