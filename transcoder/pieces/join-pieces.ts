import { copyFile, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAMES_FOLDER, outputFolders } from '../encode/build-ffmpeg-arguments.ts';
import { createProgressReader } from '../encode/read-progress.ts';
import { VerificationError } from '../errors.ts';
import { emptyFolder } from '../package/empty-folder.ts';
import { joinGroups } from '../package/join-groups.ts';
import { copies } from '../plan/choose-copy.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { encodingLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { buildJoinArguments, listFile } from './build-join-arguments.ts';
import { type PieceReport, PieceUnfitError, pieceFile } from './make-piece.ts';
import { type SoundReport, soundFiles } from './make-sound.ts';
import type { Piece } from './plan-pieces.ts';

export interface MadePiece {
  piece: Piece;
  report: PieceReport;
  /** Where its files lie; they are only read. */
  folder: string;
}

export interface MadeSound {
  report: SoundReport;
  /** Where its files lie; they are only read. */
  folder: string;
}

export interface JoinRequest {
  /** The original; null where the plan copies nothing of it. */
  source: string | null;
  plan: TranscodePlan;
  /** In their order, all of them. */
  pieces: readonly MadePiece[];
  /** Null where the plan has none. */
  sound: MadeSound | null;
  /** Existing empty folder; holds afterwards what `encode` would have left there. */
  outputFolder: string;
  sandbox: Sandbox;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress(fraction: number): void;
}

const PIECES_FOLDER = 'pieces';

/**
 * Joins the pieces of a lesson and its sound without encoding anything again, and lays them out as one process would
 * have. Throws PieceUnfitError, and leaves nothing in the output folder, where two pieces do not meet or what is to be
 * copied is damaged; CopyUnfitError where that is not as planned, and VerificationError.
 */
export async function joinPieces(request: JoinRequest): Promise<{ decodeErrors: boolean }> {
  requireFit(request);
  try {
    return await layOut(request);
  } catch (error) {
    if (error instanceof PieceUnfitError) await emptyFolder(request.outputFolder);
    throw error;
  }
}

async function layOut(request: JoinRequest): Promise<{ decodeErrors: boolean }> {
  const { plan, pieces, sound, outputFolder } = request;
  for (const folder of [PIECES_FOLDER, ...outputFolders(plan)]) await mkdir(join(outputFolder, folder));
  const inPieces = plan.renditions.filter(({ copied }) => !copied);
  for (const { piece, folder } of pieces) {
    await mkdir(join(outputFolder, PIECES_FOLDER, String(piece.index)));
    for (const rendition of inPieces) {
      const file = pieceFile(rendition);
      await bringFile(join(folder, file), join(outputFolder, PIECES_FOLDER, String(piece.index), file));
    }
    for (const file of await readdir(join(folder, FRAMES_FOLDER))) {
      await bringFile(join(folder, FRAMES_FOLDER, file), join(outputFolder, FRAMES_FOLDER, file));
    }
  }
  for (const rendition of inPieces) {
    const lines = pieces.map(({ piece }) => describeFile(`${piece.index}/${pieceFile(rendition)}`, piece));
    await writeFile(
      join(outputFolder, PIECES_FOLDER, listFile(rendition)),
      `ffconcat version 1.0\n${lines.join('')}`,
    );
  }

  if (sound) {
    for (const file of soundFiles(plan))
      await bringFile(join(sound.folder, file), join(outputFolder, PIECES_FOLDER, file));
  }

  const { durationSeconds } = plan;
  const source = copies(plan) ? request.source : null;
  const result = await request.sandbox.run(
    {
      program: 'ffmpeg',
      arguments: (paths) =>
        buildJoinArguments(plan, {
          source: source === null ? null : paths.input('media'),
          below: `${PIECES_FOLDER}/`,
        }),
    },
    {
      inputs: source === null ? {} : { media: source },
      outputFolder,
      limits: encodingLimits(durationSeconds),
      signal: request.signal,
      onStdout: createProgressReader((seconds) => request.onProgress(Math.min(1, seconds / durationSeconds))),
    },
  );
  requireOrdinaryEnd(result, 'joining the pieces');
  const errors = result.stderr.trim();
  if (copies(plan) && (result.ending.code !== 0 || errors !== ''))
    throw new PieceUnfitError(`what is damaged is not copied: ${errors}`);
  if (result.ending.code !== 0) throw new VerificationError(`the pieces could not be joined: ${errors}`);
  await rm(join(outputFolder, PIECES_FOLDER), { recursive: true });
  for (const { folder, copied } of plan.renditions)
    if (copied) await joinGroups(join(outputFolder, folder), copied, plan);
  const seen = [errors !== '', sound?.report.soundErrors, ...pieces.map(({ report }) => report.decodeErrors)];
  return { decodeErrors: seen.includes(true) };
}

/**
 * What one piece takes for the frame after its end must be what the next one begins with, in the same coding; what a
 * decoder got over in one, a viewer's may not in a copy.
 */
function requireFit({ plan, pieces }: JoinRequest): void {
  if (copies(plan) && pieces.some(({ report }) => report.decodeErrors))
    throw new PieceUnfitError('what is damaged is not copied');
  for (const [index, { piece, report }] of pieces.entries()) {
    const next = pieces[index + 1];
    if (piece.index !== index || piece.endSeconds !== (next?.piece.startSeconds ?? null)) {
      throw new PieceUnfitError(`piece ${index} is not there`);
    }
    if (next && report.nextFrame !== next.report.firstFrame) {
      throw new PieceUnfitError(`pieces ${index} and ${index + 1} do not meet at ${piece.endSeconds} s`);
    }
    if (next?.report.decoderRecords.some((record, at) => record !== report.decoderRecords[at])) {
      throw new PieceUnfitError(`pieces ${index} and ${index + 1} come from encoders that differ`);
    }
  }
}

/** With its exact length, which ffmpeg would take from the file's own, rounded. */
function describeFile(path: string, { startSeconds, endSeconds }: Piece): string {
  return `file ${path}\n${endSeconds === null ? '' : `duration ${endSeconds - startSeconds}\n`}`;
}

/** Puts a file into a folder of this machine too, without copying it where that is possible. */
export async function bringFile(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
