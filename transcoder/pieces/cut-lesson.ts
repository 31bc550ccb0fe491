import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { MediaProbe } from '../probe/media-probe.ts';
import type { Sandbox } from '../sandbox.ts';
import { findLandings } from './find-landings.ts';
import { type Piece, planPieces, proposeCuts, SEEK_AHEAD_SECONDS } from './plan-pieces.ts';

/** Decides the pieces of a lesson by trying its file where it may be cut; a single one: it is encoded as a whole. */
export async function cutLesson(
  source: string,
  { probe, plan, pieceSeconds }: { probe: MediaProbe; plan: TranscodePlan; pieceSeconds: number },
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Piece[]> {
  const cuts = proposeCuts(plan, probe.container, pieceSeconds);
  if (cuts.length === 0) return planPieces(plan, [], []);
  const places = cuts.map((seconds) => seconds - SEEK_AHEAD_SECONDS);
  const landings = await findLandings(source, plan.picture.streamIndex, places, sandbox, signal);
  return planPieces(plan, cuts, landings);
}
