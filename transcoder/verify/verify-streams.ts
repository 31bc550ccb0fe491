import { VerificationError } from '../errors.ts';
import type { EncodedStream, Rendition } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { Sandbox } from '../sandbox.ts';
import { findAudioFlaws } from './find-audio-flaws.ts';
import { findFlaws } from './find-flaws.ts';
import { openStreams } from './open-streams.ts';

export interface EncodedStreams {
  renditions: readonly Rendition[];
  /** The sound alone; undefined of a lesson without sound. */
  audio: EncodedStream | undefined;
}

/**
 * Proves that renditions and the sound alone are what the plan promised: lists, boundaries and sizes on paper, and a
 * segment of each opened. Throws VerificationError with everything found, or for what does not open.
 */
export async function verifyStreams(
  { renditions, audio }: EncodedStreams,
  plan: TranscodePlan,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<void> {
  const flaws = [...findFlaws(renditions, plan), ...(audio ? findAudioFlaws(audio, plan) : [])];
  const found = await openStreams(audio ? [...renditions, audio] : renditions, run);
  flaws.push(...findTrackFlaws(found, { renditions, audio }));
  if (flaws.length > 0) throw new VerificationError(flaws.join('; '));
}

/** What is wrong with the tracks that were found, in words. Exported for its cases. */
export function findTrackFlaws(found: readonly string[], { renditions, audio }: EncodedStreams): string[] {
  const wanted = [
    ...renditions.flatMap(({ playlist, width, height }) => [
      { playlist, track: `h264 ${width}×${height}` },
      ...(audio ? [{ playlist, track: 'aac' }] : []),
    ]),
    ...(audio ? [{ playlist: audio.playlist, track: 'aac mono' }] : []),
  ];
  if (found.length !== wanted.length) {
    return [`${found.length} tracks instead of ${wanted.length}: ${found.join(', ')}`];
  }
  return wanted.flatMap(({ playlist, track }, index) => {
    const there = found[index]!;
    return there === track || there.startsWith(`${track} `) ? [] : [`${playlist} has ${there}, not ${track}`];
  });
}
