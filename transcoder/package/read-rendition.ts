import type { Rendition } from '../media-version.ts';
import type { RenditionPlan, TranscodePlan } from '../plan/transcode-plan.ts';
import { readCodecs } from './read-codecs.ts';
import { readStream } from './read-stream.ts';

/** Describes a rendition from what lies on disk. Throws what `readStream` throws. */
export async function readRendition(
  outputFolder: string,
  plan: TranscodePlan,
  rendition: RenditionPlan,
): Promise<Rendition> {
  const { stream, init } = await readStream(outputFolder, rendition.folder, plan);
  return {
    height: rendition.height,
    width: rendition.width,
    frameRate: plan.picture.frameRate,
    ...stream,
    codecs: readCodecs(init, plan.sound !== null),
  };
}
