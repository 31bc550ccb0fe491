import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { type SegmentLayout, withoutStart } from '../plan/segment-layout.ts';
import type { FramePlan, TranscodePlan } from '../plan/transcode-plan.ts';
import type { Landing } from './find-landings.ts';

/** A part of a lesson that is encoded by itself. It begins and ends where segments of the output do. */
export interface Piece {
  index: number;
  /** Whole seconds. */
  startSeconds: number;
  /** Null: to the end, wherever that is. */
  endSeconds: number | null;
  /** Decoding begins with the keyframe there or before; null at the beginning. */
  seekSeconds: number | null;
}

/**
 * What is not as long as so many pieces is not cut: of fewer, the last ones are left to one worker while others wait, and
 * what is soon made as a whole can be watched while it is.
 */
const LEAST_PIECES = 5;

/** A keyframe further away costs more than it is worth, or the file says of others too that they are keyframes. */
const LONGEST_LEAD_SECONDS = 30;

/** Between the keyframe and the beginning: what is seen first may have been shown before it. */
export const SEEK_AHEAD_SECONDS = 1;

/** Nothing of what comes before is left when decoding begins at a keyframe and nowhere else; elsewhere it is not tried. */
const SEEKABLE = ['mov', 'matroska'];

/**
 * Where a lesson may be cut into pieces of about `pieceSeconds`, as whole seconds; none where it should not be: it is
 * short, or a kind of file in which one cannot go to a time for sure. Pure.
 */
export function proposeCuts(
  { durationSeconds, segmentSeconds }: TranscodePlan,
  container: string,
  pieceSeconds: number,
): number[] {
  if (pieceSeconds <= 0 || durationSeconds < LEAST_PIECES * pieceSeconds) return [];
  if (!SEEKABLE.includes(container)) return [];
  const count = Math.round(durationSeconds / pieceSeconds);
  return Array.from(
    { length: count - 1 },
    (_, index) => Math.round(((index + 1) * durationSeconds) / count / segmentSeconds) * segmentSeconds,
  );
}

/**
 * The pieces of a lesson, cut at the first segment after the keyframe that was found near each proposed cut; where
 * none was, the neighbours stay together. A single piece is the whole. Pure.
 */
export function planPieces(
  plan: TranscodePlan,
  proposed: readonly number[],
  landings: readonly (Landing | undefined)[],
): Piece[] {
  const { durationSeconds, segmentSeconds } = plan;
  const starts = [0];
  for (const [index, cut] of proposed.entries()) {
    const landing = landings[index];
    if (!landing?.keyframe || landing.seconds > cut || cut - landing.seconds > LONGEST_LEAD_SECONDS) continue;
    const start = nextStart(plan, Math.max(0, landing.seconds) + SEEK_AHEAD_SECONDS);
    // A keyframe far back must leave something of the piece before, and something must come after.
    if (start > starts.at(-1)! && start < durationSeconds - segmentSeconds) starts.push(start);
  }
  return starts.map((startSeconds, index) => ({
    index,
    startSeconds,
    endSeconds: starts[index + 1] ?? null,
    seekSeconds: index === 0 ? null : startSeconds - SEEK_AHEAD_SECONDS,
  }));
}

/** When the first segment at a time or after it begins that does so at a whole second; infinite where none does. */
function nextStart({ segmentSeconds, starts }: SegmentLayout, seconds: number): number {
  if (!starts) return Math.ceil(seconds / segmentSeconds) * segmentSeconds;
  return starts.find((start) => start >= seconds && Number.isInteger(start)) ?? Number.POSITIVE_INFINITY;
}

/** The boundaries of a piece, from its own beginning. */
function layoutOfPiece(layout: SegmentLayout, { startSeconds, endSeconds }: Piece): SegmentLayout {
  const { firstSegmentSeconds, secondEndSeconds, segmentSeconds } = layout;
  if (!layout.starts)
    return startSeconds === 0
      ? { firstSegmentSeconds, secondEndSeconds, segmentSeconds }
      : withoutStart(layout);
  const starts = layout.starts
    .filter((start) => start >= startSeconds && start < (endSeconds ?? Number.POSITIVE_INFINITY))
    .map((start) => start - startSeconds);
  return { segmentSeconds, firstSegmentSeconds: starts[1] ?? segmentSeconds, starts };
}

/** What is to be done for one piece, as a plan of its own, its frames counted on the grid of the whole. Pure. */
export function planOfPiece(plan: TranscodePlan, piece: Piece): TranscodePlan {
  const { frameRate } = plan.picture;
  const { startSeconds, endSeconds, seekSeconds } = piece;
  const startFrame = startSeconds * frameRate;
  const last = endSeconds === null;
  const first = startSeconds === 0;
  const durationSeconds = (endSeconds ?? plan.durationSeconds) - startSeconds;
  const takeFrom = <Frames extends FramePlan>(frames: Frames): Frames => {
    const before = Math.max(0, Math.ceil((startFrame - frames.firstFrame) / frames.everyFrames));
    return {
      ...frames,
      firstFrame: frames.firstFrame + before * frames.everyFrames - startFrame,
      firstNumber: 1 + before,
    };
  };
  return {
    ...plan,
    durationSeconds,
    picture: { ...plan.picture, holdLastSeconds: last ? plan.picture.holdLastSeconds : 0 },
    // Of the whole it is encoded once, as a part of its own: no seam can be heard. The beginning has it where it can be
    // watched before.
    sound: first ? plan.sound : null,
    renditions: plan.renditions.map((rendition, index) => ({
      ...rendition,
      audioRate: first && index === chooseEarlyRendition(plan.renditions) ? rendition.audioRate : 0,
    })),
    ...layoutOfPiece(plan, piece),
    covers: takeFrom(plan.covers),
    storyboard: takeFrom(plan.storyboard),
    window: { startSeconds, seekSeconds, frames: last ? null : durationSeconds * frameRate },
  };
}
