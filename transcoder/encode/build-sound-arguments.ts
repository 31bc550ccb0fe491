import { withoutStart } from '../plan/segment-layout.ts';
import type { SoundPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { hlsMuxer } from './hls-muxer.ts';

/** Folder of the sound without a picture. */
export const AUDIO_FOLDER = 'audio';

/**
 * ffmpeg's own, without shaping noise in time: at 38 kbit/s ViSQOL hears nothing of that (3.99 → 4.00 of 5 on recorded voices,
 * 3.01 → 3.02 in an echoing room), and it takes a twelfth of the encoder's time.
 */
export const AAC_ENCODER = ['-c:a', 'aac', '-aac_tns', '0'];

/** What the renditions ask of their sound, bit/s: each is encoded once, however many share it. */
export function soundRates({ sound, renditions }: TranscodePlan): number[] {
  return sound ? [...new Set(renditions.map(({ audioRate }) => audioRate))].filter((rate) => rate > 0) : [];
}

/**
 * Which of these the sound alone is too, by its place: what has one channel anyway is encoded once for both. Null where
 * it needs an encoder of its own, and in a piece, which has none.
 */
export function aloneSharesWith(plan: TranscodePlan): number | null {
  const { sound, window } = plan;
  if (sound?.channels !== 1 || window) return null;
  const place = soundRates(plan).indexOf(sound.aloneRate);
  return place === -1 ? null : place;
}

/** Whether the sound alone is encoded for itself. */
export const isAloneApart = (plan: TranscodePlan): boolean =>
  plan.sound !== null && !plan.window && aloneSharesWith(plan) === null;

/**
 * The sound of an input on its way to the encoders: `[a0]`, `[a1]`, … for the renditions, one for each rate, and
 * `[alone]` for the sound alone where it is apart; in a piece, only for the renditions that have a rate for it, and no
 * longer than the piece. Pure.
 */
export function buildSoundChain(plan: TranscodePlan, sound: SoundPlan, input: number): string {
  const { durationSeconds, window } = plan;
  const outlets = [
    ...soundRates(plan).map((_, index) => `[a${index}]`),
    ...(isAloneApart(plan) ? ['[alone]'] : []),
  ];
  const end = window ? `,atrim=end=${durationSeconds}` : '';
  const filter = buildSoundFilter(sound, durationSeconds);
  return `[${input}:${sound.streamIndex}]${filter}${end},asplit=${outlets.length}${outlets.join('')}`;
}

/** Of the sound alone where it is apart. */
export function soundAloneEncoder({ aloneRate }: SoundPlan): string[] {
  return [...AAC_ENCODER, '-ac', '1', '-b:a', String(aloneRate)];
}

/**
 * The sound alone where it is apart, in segments of its own: cut between its frames, they end up to 24 ms from those of
 * the picture. It is encoded, or copied from the stream that `made` names.
 */
export function soundOutput(plan: TranscodePlan, sound: SoundPlan, made?: string): string[] {
  return [
    ...['-map', made ?? '[alone]', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...(made ? ['-c:a', 'copy'] : soundAloneEncoder(sound)),
    ...['-max_muxing_queue_size', '4096'],
    ...hlsMuxer(withoutStart(plan), `${AUDIO_FOLDER}/`),
  ];
}

/** Brings the sound to its level and channels, from the beginning of the lesson to its end. */
export function buildSoundFilter(sound: SoundPlan, durationSeconds: number): string {
  const layout = sound.channels === 1 && sound.take === 'all' ? 'mono' : 'stereo';
  return [
    // Silence where the track starts late or has a hole, and after its end.
    'aresample=async=1:min_hard_comp=0.1:first_pts=0',
    `aformat=sample_rates=${sound.sampleRate}:channel_layouts=${layout}`,
    ...takeChannels(sound.take),
    ...(sound.gain === 0 ? [] : [`volume=${sound.gain}dB`]),
    ...(sound.limit === null ? [] : [holdPeaks(sound.limit)]),
    `apad=whole_dur=${durationSeconds}`,
  ].join(',');
}

function takeChannels(take: SoundPlan['take']): string[] {
  switch (take) {
    case 'all':
      return [];
    case 'mix':
      return ['pan=mono|c0=0.5*c0+0.5*c1'];
    case 'left':
      return ['pan=mono|c0=c0'];
    case 'right':
      return ['pan=mono|c0=c1'];
    default:
      return take satisfies never;
  }
}

/** Looks 5 ms ahead, and gives back what that delays; below the ceiling it changes nothing. */
function holdPeaks(ceiling: number): string {
  const limit = (10 ** (ceiling / 20)).toFixed(4);
  return `alimiter=limit=${limit}:attack=5:release=50:level=false:latency=true`;
}
