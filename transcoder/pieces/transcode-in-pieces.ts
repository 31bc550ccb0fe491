import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError } from '../errors.ts';
import { finishVersion } from '../finish-version.ts';
import type { MediaVersion } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { planLesson } from '../plan-lesson.ts';
import { probeMedia } from '../probe/probe-media.ts';
import { STAGE_FRACTIONS, type TranscodeRequest, transcode } from '../transcode.ts';
import { cutLesson } from './cut-lesson.ts';
import { joinPieces, type MadePiece } from './join-pieces.ts';
import { makePiece, PieceUnfitError } from './make-piece.ts';
import { makeSound } from './make-sound.ts';
import type { Piece } from './plan-pieces.ts';

export interface PiecesRequest extends Omit<TranscodeRequest, 'onEarlySegment'> {
  /** About what a piece lasts. */
  pieceSeconds: number;
  /** Gets a folder for the pieces, gone at the end. */
  workFolder: string;
  /** Told where they begin, in seconds; a single one is the whole. */
  onPieces?(starts: readonly number[]): void;
}

/**
 * Makes a media version as several workers would, one piece after the other in this process: for trying out what the
 * pieces cost and how they meet. Like `transcode` where the lesson is not cut or its pieces do not fit.
 */
export async function transcodeInPieces(request: PiecesRequest): Promise<MediaVersion> {
  const { source, outputFolder, sandbox, signal, pieceSeconds } = request;
  const started = performance.now();
  const probe = await probeMedia(source, sandbox, signal);
  const plan = await planLesson(source, probe, sandbox, signal);
  const pieces = await cutLesson(source, { probe, plan, pieceSeconds }, sandbox, signal);
  request.onPieces?.(pieces.map(({ startSeconds }) => startSeconds));
  if (pieces.length === 1) return transcode(request);
  request.onPlan?.(plan);
  const show = (fraction: number) =>
    request.onProgress({ fraction: STAGE_FRACTIONS.verifying * fraction, stage: 'encoding' });
  const encoded = await encodeInPieces(request, { plan, pieces, show });
  // What is wrong with the file itself is said by encoding it as a whole.
  if (!encoded) return transcode(request);
  const version = await finishVersion({
    ...{ ...encoded, outputFolder, probe, plan, sandbox, signal },
    firstPlayableSeconds: () => (performance.now() - started) / 1000,
    onStage: (stage) => request.onProgress({ fraction: STAGE_FRACTIONS[stage], stage }),
  });
  request.onProgress({ fraction: 1, stage: 'pictures' });
  return version;
}

/** Null where a piece cannot be made, or two do not fit; nothing is in the output folder then. */
async function encodeInPieces(
  { source, outputFolder, workFolder, sandbox, signal }: PiecesRequest,
  { plan, pieces, show }: { plan: TranscodePlan; pieces: readonly Piece[]; show(fraction: number): void },
): Promise<{ decodeErrors: boolean } | null> {
  const run = { source, plan, sandbox, signal };
  const made: MadePiece[] = [];
  try {
    for (const piece of pieces) {
      const folder = join(workFolder, `piece-${piece.index}`);
      await mkdir(folder);
      const report = await makePiece({ ...run, outputFolder: folder, piece, onProgress: () => {} });
      made.push({ piece, folder, report });
      show((0.95 * made.length) / pieces.length);
    }
    const soundFolder = join(workFolder, 'sound');
    await mkdir(soundFolder);
    const sound = plan.sound && {
      folder: soundFolder,
      report: await makeSound({ ...run, sound: plan.sound, outputFolder: soundFolder, onProgress: () => {} }),
    };
    return await joinPieces({
      ...{ ...run, outputFolder, sound, pieces: made },
      onProgress: (fraction) => show(0.95 + 0.05 * fraction),
    });
  } catch (error) {
    const piecewise = error instanceof MediaRejectedError && made.length < pieces.length;
    if (!piecewise && !(error instanceof PieceUnfitError)) throw error;
    return null;
  } finally {
    for (const name of ['sound', ...pieces.map(({ index }) => `piece-${index}`)])
      await rm(join(workFolder, name), { recursive: true, force: true });
  }
}
