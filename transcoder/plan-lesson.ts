import { isFullSizeTrialWanted, isTrackWanted, planTranscode } from './plan/plan-transcode.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { listenToSound } from './probe/listen-to-sound.ts';
import { lookAtContent } from './probe/look-at-content.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import { readPictureTrack } from './probe/read-picture-track.ts';
import { tryAtFullSize } from './probe/try-at-full-size.ts';
import type { Sandbox } from './sandbox.ts';
import { sideBySide } from './side-by-side.ts';

/** Looks and listens into a file that was probed, and decides how it is to be encoded. */
export async function planLesson(
  source: string,
  probe: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<TranscodePlan> {
  const lookClosely = async (signal: AbortSignal) => {
    const look = await lookAtContent(source, probe, sandbox, signal);
    const track = isTrackWanted(probe, look) ? await readPictureTrack(source, probe, sandbox, signal) : null;
    if (!track || !isFullSizeTrialWanted(probe, look, track)) return { look, track, triedRate: null };
    const plan = planTranscode(probe, look, null, track);
    return { look, track, triedRate: await tryAtFullSize(source, { track, plan }, sandbox, signal) };
  };
  const listen = (signal: AbortSignal) => listenToSound(source, probe, sandbox, signal);
  const [{ look, track, triedRate }, measure] = await sideBySide(signal, [lookClosely, listen]);
  return planTranscode(probe, look, measure, track, triedRate);
}
