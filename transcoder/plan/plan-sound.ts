import type { SoundMeasure } from '../probe/listen-to-sound.ts';
import type { AudioProbe } from '../probe/media-probe.ts';
import type { Size } from './choose-renditions.ts';
import type { SoundPlan } from './transcode-plan.ts';

/**
 * Integrated loudness that lessons are brought to, LUFS: the upper end of what AES TD1004.1.15-10 asks of streams (-20
 * to -16), and what Apple asks of spoken podcasts (-16 ±1). Phones and the loudspeakers of class rooms are weak, and
 * class rooms are not still.
 */
const TARGET_LOUDNESS = -16;
/** A difference that is not heard from one lesson to the next. */
const RIGHT_WITHIN = 1;
/** Below this there is no voice, but the noise of a room or of a cable. */
const SILENT_BELOW = -50;
/** More would make noise of what stands behind the voice. */
const MOST_GAIN = 20;
/**
 * Ceiling of the samples handed to the encoder, dBFS. ffmpeg's AAC of 38 kbit/s gives back peaks up to 3.8 dB higher
 * (measured on speech): so they stay at -1 dBTP or below, as EBU R128 asks.
 */
const PEAK_CEILING = -5;
/** So much higher peaks may stand where nobody listened. */
const UNHEARD_PEAK = 6;

/** Left and right are one where what differs between them is so much weaker than what they share, dB. */
const SAME_BELOW = -20;
/** A channel is empty, but for hum and hiss, where it is so much weaker than the other, dB. */
const EMPTY_BELOW = -30;

/**
 * Of one channel, alone or in a rendition. Without a picture it must fit a line of 48 kbit/s with its container: ffmpeg's
 * AAC takes up to a seventh more than it is asked to (40 to 46 kbit/s in all, measured on three voices), boxes and index
 * 2.5 kbit/s. ViSQOL sees next to no difference to 48 kbit/s: 4.47 beside 4.48 and 4.13 beside 4.21 of 5 on two recorded
 * voices, on which ffmpeg's quick coder falls to 4.0 and 3.9. With 32,000 samples a second some took a third more than asked.
 */
const ONE_CHANNEL_RATE = 38_000;

/** What of the channels is taken, how loud that is, and what was seen. */
interface ChannelChoice {
  take: SoundPlan['take'];
  loudness: number;
  peak: number;
  why: string;
}

/** Decides level and channels of the sound from what it measures; where it was not measured both stay. Pure. */
export function planSound(
  audio: AudioProbe,
  measure: SoundMeasure | null,
): { sound: SoundPlan; reason: string } {
  const choice = measure && chooseChannels(measure);
  const level = choice && measure ? chooseLevel(choice, measure.whole) : NOT_MEASURED;
  const take = choice?.take ?? 'all';
  const sound: SoundPlan = {
    streamIndex: audio.index,
    channels: audio.channels === 1 || take !== 'all' ? 1 : 2,
    take,
    sampleRate: [11025, 22050, 44100].includes(audio.sampleRate) ? 44100 : 48000,
    gain: level.gain,
    limit: level.limit,
    aloneRate: ONE_CHANNEL_RATE,
  };
  const reason = choice?.why ? `${choice.why}; ${level.why}` : level.why;
  return { sound, reason };
}

const NOT_MEASURED = { gain: 0, limit: null, why: 'loudness not measured: left as it is' };

function chooseChannels({ channels, difference, loudness }: SoundMeasure): ChannelChoice {
  const [left, right] = channels;
  const peak = Math.max(...channels.map((channel) => channel.peak));
  const all: ChannelChoice = { take: 'all', loudness, peak, why: '' };
  if (!left || !right || difference === null) return all;
  const [leftPower, rightPower] = [powerOf(left.rms), powerOf(right.rms)];
  const both = leftPower + rightPower;
  if (both === 0) return { ...all, take: 'left', why: 'both channels silent, made mono' };
  // Of what one channel holds two loudspeakers make twice the power.
  const loudnessOf = (power: number) => loudness + 10 * Math.log10((2 * power) / both);
  const onlyLeft = { take: 'left' as const, loudness: loudnessOf(leftPower), peak: left.peak };
  const onlyRight = { take: 'right' as const, loudness: loudnessOf(rightPower), peak: right.peak };

  if (right.rms - left.rms <= EMPTY_BELOW)
    return { ...onlyLeft, why: 'nothing in the right channel: the left one is heard on both sides' };
  if (left.rms - right.rms <= EMPTY_BELOW)
    return { ...onlyRight, why: 'nothing in the left channel: the right one is heard on both sides' };
  const differing = powerOf(difference);
  const shared = Math.max(0, both / 2 - differing);
  if (decibel(differing / shared) <= SAME_BELOW) {
    return { take: 'mix', loudness: loudnessOf(shared), peak, why: 'the same in both channels: made mono' };
  }
  if (decibel(shared / differing) <= SAME_BELOW) {
    const why =
      'the channels cancel each other out (one is turned over): the left one is heard on both sides';
    return { ...onlyLeft, why };
  }
  return all;
}

interface LevelChoice {
  gain: number;
  limit: number | null;
  why: string;
}

function chooseLevel({ loudness, peak }: ChannelChoice, whole: boolean): LevelChoice {
  if (loudness < SILENT_BELOW)
    return { gain: 0, limit: null, why: 'silence, or too little to be a voice: left as it is' };
  const measured = `${loudness.toFixed(1)} LUFS${whole ? '' : ' in ten places'}`;
  const wanted = TARGET_LOUDNESS - loudness;
  const right = Math.abs(wanted) <= RIGHT_WITHIN;
  const gain = right ? 0 : Math.round(10 * Math.min(MOST_GAIN, wanted)) / 10;
  const limited = peak + gain + (whole ? 0 : UNHEARD_PEAK) > PEAK_CEILING;
  const steps = right
    ? [`${measured}, right as it is`]
    : [`${measured}, ${gain > 0 ? 'raised' : 'lowered'} by ${Math.abs(gain).toFixed(1)} dB`];
  if (!right)
    steps[0] += wanted > MOST_GAIN ? ', the most there is' : ` to ${TARGET_LOUDNESS} as all lessons`;
  if (limited) steps.push(`peaks held at ${PEAK_CEILING} dB`);
  return { gain, limit: limited ? PEAK_CEILING : null, why: steps.join('; ') };
}

const powerOf = (decibels: number) => 10 ** (decibels / 10);
/** Of a ratio of powers; nothing against nothing is nothing. */
const decibel = (ratio: number) => (Number.isNaN(ratio) ? Number.NEGATIVE_INFINITY : 10 * Math.log10(ratio));

/** Of the lowest rendition where there are two channels, bit/s. */
const THIN_STEREO_RATE = 48_000;

/** bit/s of the sound in the lowest rendition, which fits a line of 200 kbit/s with it. */
export function thinSoundRate(sound: SoundPlan | null): number {
  if (!sound) return 0;
  return sound.channels === 1 ? sound.aloneRate : THIN_STEREO_RATE;
}

/** bit/s of the sound in a rendition of this size. */
export function audioRate(sound: SoundPlan | null, rung: Size, lowest: boolean): number {
  if (!sound) return 0;
  // One channel is encoded once, for the sound alone too.
  if (lowest || sound.channels === 1) return thinSoundRate(sound);
  return Math.min(rung.width, rung.height) <= 360 ? 64_000 : 96_000;
}
