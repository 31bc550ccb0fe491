import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepRising } from '../encode/read-progress.ts';
import { MediaRejectedError } from '../errors.ts';
import type { MediaVersion } from '../media-version.ts';
import { withoutCopy } from '../plan/choose-copy.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { prepareLesson } from '../prepare-lesson.ts';
import { encodeLesson, STAGE_FRACTIONS, type TranscodeRequest, tellNoRoom } from '../transcode.ts';
import { cutLesson } from './cut-lesson.ts';
import { finishPieces } from './finish-pieces.ts';
import type { MadePiece, MadeSound } from './join-pieces.ts';
import { makePiece, PieceUnfitError } from './make-piece.ts';
import { makeSound } from './make-sound.ts';
import type { Piece } from './plan-pieces.ts';

export interface PiecesRequest extends Omit<TranscodeRequest, 'onEarlySegment' | 'onCopyUnfit'> {
  /** About what a piece lasts. */
  pieceSeconds: number;
  /** Gets a folder for each piece, and one for the sound; none is left at the end. */
  workFolder: string;
  /** Told where they begin, in seconds; a single one is the whole. */
  onPieces?(starts: readonly number[]): void;
}

/**
 * Makes a media version as several workers would, one piece after the other in this process: for trying out what the
 * pieces cost and how they meet. Like `transcode` where the lesson is not cut or its pieces do not fit.
 */
export function transcodeInPieces(request: PiecesRequest): Promise<MediaVersion> {
  return tellNoRoom(makeInPieces(request));
}

async function makeInPieces(given: PiecesRequest): Promise<MediaVersion> {
  const request = { ...given, onProgress: keepRising(given.onProgress) };
  const { source, outputFolder, sandbox, signal, onProgress } = request;
  onProgress({ fraction: 0, stage: 'probing' });
  const lesson = await prepareLesson({ source, sandbox, signal });
  const { probe, plan } = lesson;
  const pieces = await cutLesson(source, { ...lesson, ...request }, sandbox, signal);
  request.onPieces?.(pieces.map(({ startSeconds }) => startSeconds));
  if (pieces.length === 1) return encodeLesson(lesson, request);
  request.onPlan?.(plan);
  const show = (fraction: number) =>
    onProgress({ fraction: STAGE_FRACTIONS.verifying * fraction, stage: 'encoding' });
  let unfit: string;
  try {
    const parts = await makeParts(request, { plan, pieces, show: (fraction) => show(0.95 * fraction) });
    const version = await finishPieces({
      ...{ ...parts, source, outputFolder, probe, plan, sandbox, signal },
      onProgress: (fraction) => show(0.95 + 0.05 * fraction),
      firstPlayableSeconds: lesson.firstPlayableSeconds,
      onStage: (stage) => onProgress({ fraction: STAGE_FRACTIONS[stage], stage }),
    });
    onProgress({ fraction: 1, stage: 'pictures' });
    return version;
  } catch (error) {
    if (!(error instanceof PieceUnfitError)) throw error;
    unfit = error.message;
  } finally {
    for (const name of [SOUND_FOLDER, ...pieces.map(pieceFolder)])
      await rm(join(request.workFolder, name), { recursive: true, force: true });
  }
  return encodeLesson({ ...lesson, plan: withoutCopy(plan, unfit) }, request);
}

const SOUND_FOLDER = 'sound';
const pieceFolder = ({ index }: Piece) => `piece-${index}`;

/** Throws PieceUnfitError also where one cannot be made: what is wrong with the file is said by encoding it as a whole. */
async function makeParts(
  { source, workFolder, sandbox, signal }: PiecesRequest,
  { plan, pieces, show }: { plan: TranscodePlan; pieces: readonly Piece[]; show(fraction: number): void },
): Promise<{ pieces: MadePiece[]; sound: MadeSound | null }> {
  const run = { source, plan, sandbox, signal, onProgress: () => {} };
  const made: MadePiece[] = [];
  try {
    for (const piece of pieces) {
      const folder = join(workFolder, pieceFolder(piece));
      await mkdir(folder);
      made.push({ piece, folder, report: await makePiece({ ...run, outputFolder: folder, piece }) });
      show(made.length / pieces.length);
    }
    if (!plan.sound) return { pieces: made, sound: null };
    const folder = join(workFolder, SOUND_FOLDER);
    await mkdir(folder);
    const report = await makeSound({ ...run, sound: plan.sound, outputFolder: folder });
    return { pieces: made, sound: { folder, report } };
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    throw new PieceUnfitError(error.message, { cause: error });
  }
}
