import { planTranscode } from './plan/plan-transcode.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { listenToSound } from './probe/listen-to-sound.ts';
import { lookAtContent } from './probe/look-at-content.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import type { Sandbox } from './sandbox.ts';

/** Looks and listens into a file that was probed, and decides how it is to be encoded. */
export async function planLesson(
  source: string,
  probe: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<TranscodePlan> {
  const [look, measure] = await Promise.all([
    lookAtContent(source, probe, sandbox, signal),
    listenToSound(source, probe, sandbox, signal),
  ]);
  return planTranscode(probe, look, measure);
}
