import { LOOK_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import type { AudioProbe, MediaProbe } from './media-probe.ts';

/** What the sound of a file measures, mixed down to two channels where it has more. */
export interface SoundMeasure {
  /** False where only places spread over the file were listened to. */
  whole: boolean;
  /** Integrated loudness over two loudspeakers, LUFS (ITU-R BS.1770-4); -70 is silence. */
  loudness: number;
  /** One of a mono source, else left and right. */
  channels: ChannelMeasure[];
  /** RMS of half of left minus right, dBFS; null of a mono source. */
  difference: number | null;
}

/** In dBFS; silence is minus infinity. */
export interface ChannelMeasure {
  rms: number;
  peak: number;
}

/** Up to here all of it is listened to. */
const WHOLE_SECONDS = 120;
const PLACES = 10;
const PLACE_SECONDS = 8;

/**
 * Decodes the sound alone: all of a short clip, of a longer one ten places spread over it, which takes less than a CPU
 * second whatever the length. Answers null without sound, and where it cannot be measured.
 */
export async function listenToSound(
  source: string,
  { audio }: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<SoundMeasure | null> {
  if (!audio) return null;
  const places = choosePlaces(audio);
  const result = await sandbox.run(
    { program: 'ffmpeg', arguments: (paths) => buildArguments(audio, paths.input('media'), places) },
    { inputs: { media: source }, limits: LOOK_LIMITS, signal },
  );
  if (result.ending.kind !== 'exited' || result.ending.code !== 0) return null;
  return readMeasure(result.stderr, places.length === 1);
}

interface Place {
  atSeconds: number;
  seconds: number;
}

function choosePlaces({ startSeconds, endSeconds }: AudioProbe): Place[] {
  const lasting = endSeconds - startSeconds;
  // What ends later than its headers say is cut off all the same.
  if (lasting <= WHOLE_SECONDS) return [{ atSeconds: 0, seconds: startSeconds + WHOLE_SECONDS }];
  return Array.from({ length: PLACES }, (_, index) => ({
    atSeconds: startSeconds + ((index + 0.5) * lasting) / PLACES - PLACE_SECONDS / 2,
    seconds: PLACE_SECONDS,
  }));
}

function buildArguments({ index, channels }: AudioProbe, path: string, places: readonly Place[]): string[] {
  const mono = channels === 1;
  const format = `aformat=sample_rates=48000:channel_layouts=${mono ? 'mono' : 'stereo'}`;
  const joined = places.map((_, place) => `[place${place}]`).join('');
  const graph = [
    ...places.map((_, place) => `[${place}:${index}]${format}[place${place}]`),
    `${joined}concat=n=${places.length}:v=0:a=1,asplit[loud][level]`,
    // Mono is heard from two loudspeakers too.
    '[loud]ebur128=framelog=verbose:dualmono=1[one]',
    `[level]${mono ? '' : 'pan=3.0|c0=c0|c1=c1|c2=0.5*c0-0.5*c1,'}${LEVELS}[other]`,
  ];
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info'],
    ...places.flatMap(({ atSeconds, seconds }) => [
      ...[...GUARD_ARGUMENTS, '-threads', '1', '-vn', '-sn', '-dn'],
      ...(atSeconds > 0 ? ['-ss', atSeconds.toFixed(3)] : []),
      ...['-t', seconds.toFixed(3), '-i', `file:${path}`],
    ]),
    ...['-filter_complex', graph.join(';')],
    ...['-map', '[one]', '-f', 'null', '-', '-map', '[other]', '-f', 'null', '-'],
  ];
}

const LEVELS = 'astats=measure_perchannel=Peak_level+RMS_level:measure_overall=none';

/**
 * From what the two filters say at their end; a filter that began anew has said something before, so that the last
 * words count. Exported for its cases.
 */
export function readMeasure(log: string, whole: boolean): SoundMeasure | null {
  const loudness = readAll(log, /^ +I: +(-?[\d.]+) LUFS$/gm).at(-1);
  const count = Math.max(0, ...readAll(log, /\] Channel: (\d)$/gm));
  const [peaks, levels] = ['Peak', 'RMS'].map((name) =>
    readAll(log, new RegExp(`\\] ${name} level dB: (\\S+)$`, 'gm')).slice(-count),
  );
  if (loudness === undefined || (count !== 1 && count !== 3)) return null;
  if (peaks?.length !== count || levels?.length !== count) return null;
  const channels = peaks.map((peak, channel) => ({ peak, rms: levels[channel]! }));
  return {
    whole,
    loudness,
    channels: channels.slice(0, 2),
    difference: channels[2]?.rms ?? null,
  };
}

/** ffmpeg says `-inf` of silence, and `nan` where there was not one sample. */
function readAll(log: string, pattern: RegExp): number[] {
  return [...log.matchAll(pattern)].map(([, said]) => {
    const value = Number(said);
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  });
}
