import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { soundRates } from './build-sound-arguments.ts';
import { hlsTee } from './hls-muxer.ts';

/**
 * The one output of all renditions, without the pictures' encoders: each rendition goes to its folder with the sound of
 * its rate. `pictures` names the picture of each as `-map` takes it, `sounds` where the sound of each rate was encoded
 * before and is copied. Pure.
 */
export function buildRenditionsOutput(
  plan: TranscodePlan,
  pictures: readonly string[],
  encoders: readonly string[],
  sounds?: readonly string[],
): string[] {
  const rates = soundRates(plan);
  return [
    ...[...pictures, ...(sounds ?? rates.map((_, index) => `[a${index}]`))].flatMap((stream) => [
      '-map',
      stream,
    ]),
    ...['-map_metadata', '-1', '-map_chapters', '-1', ...encoders],
    ...(rates.length > 0 ? ['-c:a', sounds ? 'copy' : 'aac'] : []),
    ...(sounds ? [] : rates.flatMap((rate, index) => [`-b:a:${index}`, String(rate)])),
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
