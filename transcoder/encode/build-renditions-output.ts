import { copies } from '../plan/choose-copy.ts';
import { withoutStart } from '../plan/segment-layout.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { AAC_ENCODER, AUDIO_FOLDER, aloneSharesWith, soundRates } from './build-sound-arguments.ts';
import { EVERY_KEYFRAME, hlsTee } from './hls-muxer.ts';

/** What is encoded is decoded two pictures before it is shown, sound a frame of AAC: all of it fits into so many pictures. */
const DELAY_PICTURES = 3;

/** Of a piece none is copied: that is done where pieces are joined. */
export function renditionsMade({ renditions, window }: TranscodePlan): RenditionPlan[] {
  return renditions.filter(({ copied }) => !(copied && window));
}

/** Times of a copy stay those of its file: ffmpeg would bring them to the steps of a frame rate that it guesses. */
export function keepTimes(plan: TranscodePlan): string[] {
  return copies(plan) ? ['-copytb', '1'] : [];
}

/**
 * The one output of all renditions that are made, without the pictures' encoders: each goes to its folder with the sound
 * of its rate, and a sound that is also heard alone to a folder of its own. `pictures` names the picture of each as
 * `-map` takes it, `sounds` where the sound of each rate was encoded before and is copied. Pure.
 */
export function buildRenditionsOutput(
  plan: TranscodePlan,
  pictures: readonly string[],
  encoders: readonly string[],
  sounds?: readonly string[],
): string[] {
  const rates = soundRates(plan);
  const renditions = renditionsMade(plan);
  const alone = aloneSharesWith(plan);
  return [
    ...[...pictures, ...(sounds ?? rates.map((_, index) => `[a${index}]`))].flatMap((stream) => [
      '-map',
      stream,
    ]),
    ...['-map_metadata', '-1', '-map_chapters', '-1', ...encoders],
    ...(rates.length > 0 ? (sounds ? ['-c:a', 'copy'] : AAC_ENCODER) : []),
    ...(sounds ? [] : rates.flatMap((rate, index) => [`-b:a:${index}`, String(rate)])),
    ...['-max_muxing_queue_size', '4096'],
    ...beginTogether(plan),
    ...hlsTee([
      ...renditions.map(({ folder, audioRate, copied }, index) => ({
        streams: [`v:${index}`, ...(rates.includes(audioRate) ? [`a:${rates.indexOf(audioRate)}`] : [])],
        below: `${folder}/`,
        layout: copied ? EVERY_KEYFRAME : plan,
      })),
      ...(alone === null
        ? []
        : [{ streams: [`a:${alone}`], below: `${AUDIO_FOLDER}/`, layout: withoutStart(plan) }]),
    ]),
  ];
}

/**
 * Each muxer moves its times until none is below nought, by as much as its first picture waits between decoding and
 * showing. Beside a copy, which waits as long as it likes, all are moved by the same instead.
 */
function beginTogether({ renditions, picture }: TranscodePlan): string[] {
  const delays = renditions.flatMap(({ copied }) => (copied ? [copied.delaySeconds] : []));
  if (delays.length === 0) return [];
  const delay = Math.max(DELAY_PICTURES / picture.frameRate, ...delays);
  return ['-output_ts_offset', delay.toFixed(6)];
}
