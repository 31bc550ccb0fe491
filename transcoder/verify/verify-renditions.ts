import { VerificationError } from '../errors.ts';
import type { Rendition } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { Sandbox } from '../sandbox.ts';
import { findFlaws } from './find-flaws.ts';
import { openStream } from './open-stream.ts';

/**
 * Proves that renditions are what the plan promised: lists, boundaries and sizes on paper, and each opened
 * by ffprobe. Throws VerificationError with everything found, or for the first that does not open.
 */
export async function verifyRenditions(
  renditions: readonly Rendition[],
  plan: TranscodePlan,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<void> {
  const flaws = findFlaws(renditions, plan);
  for (const rendition of renditions) {
    flaws.push(...(await findFlawsOnOpening(rendition, plan, run)));
  }
  if (flaws.length > 0) throw new VerificationError(flaws.join('; '));
}

async function findFlawsOnOpening(
  rendition: Rendition,
  plan: TranscodePlan,
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<string[]> {
  const { picture, sound } = await openStream(rendition, run);
  const flaws: string[] = [];
  if (picture?.codec_name !== 'h264') flaws.push(`${rendition.playlist} has no H.264 picture`);
  if (picture?.width !== rendition.width || picture.height !== rendition.height) {
    flaws.push(`${rendition.playlist} is ${picture?.width}×${picture?.height}`);
  }
  if ((sound?.codec_name === 'aac') !== (plan.sound !== null)) {
    flaws.push(`${rendition.playlist} ${plan.sound ? 'has no sound' : 'has sound from nowhere'}`);
  }
  return flaws;
}
