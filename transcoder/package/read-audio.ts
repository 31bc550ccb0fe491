import { AUDIO_FOLDER } from '../encode/build-sound-arguments.ts';
import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { SOUND_CODEC } from './read-codecs.ts';
import { readStream } from './read-stream.ts';

/** Describes the sound alone from what lies on disk; undefined of a lesson without sound. Throws VerificationError. */
export async function readAudio(
  outputFolder: string,
  plan: TranscodePlan,
): Promise<EncodedStream | undefined> {
  if (!plan.sound) return undefined;
  try {
    const { stream } = await readStream(outputFolder, AUDIO_FOLDER, plan);
    return { ...stream, codecs: SOUND_CODEC };
  } catch (cause) {
    throw new VerificationError('the sound alone is not there', { cause });
  }
}
