import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import type { SegmentLayout } from '../plan/segment-layout.ts';
import type { Sandbox } from '../sandbox.ts';
import { openStream } from './open-stream.ts';

/** One frame of AAC at 44,100 Hz lasts 23 ms, and segments end between frames. */
const FRAME_SECONDS = 0.03;

/** What is wrong with the list of the sound alone, in words; empty when nothing is. */
export function findAudioFlaws(
  { playlist, segments }: Pick<EncodedStream, 'playlist' | 'segments'>,
  { segmentSeconds }: Pick<SegmentLayout, 'segmentSeconds'>,
): string[] {
  const flaws: string[] = [];
  let end = 0;
  for (const [index, { file, bytes, durationSeconds }] of segments.entries()) {
    if (bytes === 0) flaws.push(`${playlist}: ${file} is empty`);
    end += durationSeconds;
    const last = index === segments.length - 1;
    if (!last && Math.abs(end - (index + 1) * segmentSeconds) > FRAME_SECONDS) {
      flaws.push(`${playlist}: ${file} ends at ${end.toFixed(3)} s`);
    }
  }
  return flaws;
}

/** Proves that the sound alone is AAC of one channel in segments as planned. Throws VerificationError. */
export async function verifyAudio(
  audio: EncodedStream,
  layout: SegmentLayout,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<void> {
  const flaws = findAudioFlaws(audio, layout);
  const { picture, sound } = await openStream(audio, run);
  if (picture) flaws.push(`${audio.playlist} has a picture`);
  if (sound?.codec_name !== 'aac' || sound.channels !== 1) {
    flaws.push(`${audio.playlist} is ${sound?.codec_name ?? 'nothing'} of ${sound?.channels ?? 0} channels`);
  }
  if (flaws.length > 0) throw new VerificationError(flaws.join('; '));
}
