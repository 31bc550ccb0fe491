import type { SoundPlan } from '../plan/transcode-plan.ts';

/** The way of the sound from its stream to the encoders. Pure. */
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
