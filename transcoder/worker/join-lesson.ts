import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaNotFoundError, type MediaStore } from '../../server/media-store/media-store.ts';
import { FRAMES_FOLDER } from '../encode/build-ffmpeg-arguments.ts';
import type { MediaVersion } from '../media-version.ts';
import { finishPieces } from '../pieces/finish-pieces.ts';
import { bringFile, type MadePiece, type MadeSound } from '../pieces/join-pieces.ts';
import { PieceUnfitError } from '../pieces/make-piece.ts';
import { copies } from '../plan/choose-copy.ts';
import { STAGE_FRACTIONS, type TranscodeRequest } from '../transcode.ts';
import { PIECES_SHARE } from './gauge-pieces.ts';
import { findCutLesson, listMadePieces } from './piece-records.ts';
import type { WorkerParts } from './worker-parts.ts';

interface JoinLessonRequest
  extends Pick<TranscodeRequest, 'outputFolder' | 'sandbox' | 'signal' | 'onProgress'> {
  /** Fetched where its picture is copied, and only there: it may be large and far away. */
  withOriginal: <T>(use: (source: string) => Promise<T>) => Promise<T>;
}

/**
 * Makes a media version of the pieces that several workers have encoded. Answers why where they do not fit, and null where
 * they are not there any more, as after a restored backup: then the lesson is to be encoded as a whole, and nothing is in
 * the output folder.
 */
export async function joinLesson(
  { database, mediaStore }: Pick<WorkerParts, 'database' | 'mediaStore'>,
  wholeId: string,
  request: JoinLessonRequest,
): Promise<MediaVersion | { unfit: string } | null> {
  const { withOriginal, outputFolder, sandbox, signal, onProgress } = request;
  const cut = await findCutLesson(database.db, wholeId);
  if (!cut) return null;
  const { probe, plan } = cut;
  const made = await listMadePieces(database.db, wholeId);
  const unfit = made.find((one) => one && 'unfit' in one);
  if (unfit && 'unfit' in unfit) return unfit;
  const piecesFolder = await mediaStore.makeWorkFolder('pieces');
  try {
    const pieces: MadePiece[] = [];
    let sound: MadeSound | null = null;
    for (const [index, one] of made.entries()) {
      if (!one || 'unfit' in one) return null;
      const folder = join(piecesFolder, String(index));
      await fetchPiece(mediaStore, one.prefix, folder, signal);
      const piece = cut.pieces[index];
      if ('sound' in one) sound = { folder, report: one.sound };
      else if (piece) pieces.push({ piece, folder, report: one.report });
    }
    if (pieces.length !== cut.pieces.length || (plan.sound && !sound)) return null;
    const finishFrom = (source: string | null) =>
      finishPieces({
        ...{ source, probe, plan, pieces, sound, outputFolder, sandbox, signal },
        onProgress: (fraction) =>
          onProgress({
            fraction: PIECES_SHARE + fraction * (STAGE_FRACTIONS.verifying - PIECES_SHARE),
            stage: 'encoding',
          }),
        firstPlayableSeconds: () => cut.firstPlayableSeconds,
        onStage: (stage) => onProgress({ fraction: STAGE_FRACTIONS[stage], stage }),
      });
    const version = await (copies(plan) ? withOriginal(finishFrom) : finishFrom(null));
    onProgress({ fraction: 1, stage: 'pictures' });
    return version;
  } catch (error) {
    if (error instanceof PieceUnfitError) return { unfit: error.message };
    if (error instanceof MediaNotFoundError) return null;
    throw error;
  } finally {
    await rm(piecesFolder, { recursive: true, force: true });
  }
}

async function fetchPiece(
  mediaStore: MediaStore,
  prefix: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const names = await mediaStore.list(prefix);
  if (names.length === 0) throw new MediaNotFoundError(prefix);
  const frames = await mediaStore.list(`${prefix}/${FRAMES_FOLDER}`);
  // Also where a piece has none: an S3 store keeps no empty folder.
  await mkdir(join(folder, FRAMES_FOLDER), { recursive: true });
  const files = names.filter((name) => name !== FRAMES_FOLDER);
  for (const file of [...files, ...frames.map((name) => `${FRAMES_FOLDER}/${name}`)])
    await mediaStore.withLocalFile(
      `${prefix}/${file}`,
      (path) => bringFile(path, join(folder, file)),
      signal,
    );
}
