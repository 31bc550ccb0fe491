import { z } from 'zod';
import { VerificationError } from '../errors.ts';
import type { Rendition } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { findFlaws } from './find-flaws.ts';

const openedSchema = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
});

/**
 * Proves that renditions are what the plan promised: lists, boundaries and sizes on paper, and each opened
 * by ffprobe. Throws VerificationError with everything found.
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
  const folder = rendition.playlist.split('/')[0]!;
  // The last segment tells most: it stands on init.mp4 like all, and was written when everything was over.
  const files = ['init.mp4', rendition.segments.at(-1)!.file];
  const result = await run.sandbox.run(
    {
      program: 'ffprobe',
      arguments: () => [
        ...['-hide_banner', '-v', 'error', '-protocol_whitelist', 'file,concat', '-format_whitelist', 'mov'],
        ...['-of', 'json', '-show_streams'],
        ...['-i', `concat:${files.map((file) => `${folder}/${file}`).join('|')}`],
      ],
    },
    { outputFolder: run.outputFolder, limits: SHORT_LIMITS, signal: run.signal },
  );
  requireOrdinaryEnd(result, `opening ${rendition.playlist}`);
  if (result.ending.code !== 0) return [`${rendition.playlist} does not open: ${result.stderr.trim()}`];
  const { streams } = openedSchema.parse(JSON.parse(result.stdout));
  const picture = streams.find(({ codec_type }) => codec_type === 'video');
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
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
