import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EDGES_FILE } from '../encode/build-ffmpeg-arguments.ts';
import { renditionsMade } from '../encode/build-renditions-output.ts';
import { type EncodeRequest, encode } from '../encode/encode.ts';
import { readDecoderRecord } from '../package/read-codecs.ts';
import { readRendition } from '../package/read-rendition.ts';
import { type PlainFile, remuxMp4 } from '../package/remux-mp4.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { type Piece, planOfPiece } from './plan-pieces.ts';

/** What the join needs to know of a piece besides its files. */
export const pieceReportSchema = z.object({
  /** Hashes of the source's frames at its beginning and after its end; null of the last. */
  firstFrame: z.string(),
  nextFrame: z.string().nullable(),
  /** For each rendition that is not copied, what a decoder must know before the first picture; in base64. */
  decoderRecords: z.array(z.string()),
  decodeErrors: z.boolean(),
});
export type PieceReport = z.infer<typeof pieceReportSchema>;

/** A piece that does not fit between its neighbours: the lesson is to be encoded as a whole. */
export class PieceUnfitError extends Error {
  override readonly name = 'PieceUnfitError';
}

/** Rounding of EXTINF, which ffmpeg writes with six digits, added up. */
const ROUNDING_SECONDS = 0.02;

/** A rendition's picture in one file. */
export const pieceFile = (rendition: { folder: string }) => `${rendition.folder}.mp4`;

/**
 * Encodes the pictures of one piece of a lesson: a file for each rendition, and its share of the single pictures,
 * numbered as in the whole. Throws what `encode` throws, and PieceUnfitError where it does not last as long as it must.
 */
export async function makePiece(
  request: Omit<EncodeRequest, 'plan'> & { plan: TranscodePlan; piece: Piece },
): Promise<PieceReport> {
  const { outputFolder, sandbox, signal, piece } = request;
  const plan = planOfPiece(request.plan, piece);
  const { decodeErrors } = await encode({ ...request, plan });
  const decoderRecords: string[] = [];
  const plain: PlainFile[] = [];
  const made = renditionsMade(plan);
  for (const planned of made) {
    const rendition = await readRendition(outputFolder, plan, planned);
    const seconds = rendition.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    if (piece.endSeconds !== null && Math.abs(seconds - plan.durationSeconds) > ROUNDING_SECONDS) {
      throw new PieceUnfitError(`piece ${piece.index} lasts ${seconds} s instead of ${plan.durationSeconds}`);
    }
    const init = await readFile(join(outputFolder, planned.folder, 'init.mp4'));
    decoderRecords.push(readDecoderRecord(init).toString('base64'));
    plain.push({ file: pieceFile(planned), stream: rendition, pictureOnly: true });
  }
  await remuxMp4(plain, { outputFolder, sandbox, signal });
  for (const { folder } of made) await rm(join(outputFolder, folder), { recursive: true });
  const [firstFrame, nextFrame = null] = readEdges(await readFile(join(outputFolder, EDGES_FILE), 'utf8'));
  await rm(join(outputFolder, EDGES_FILE));
  if (firstFrame === undefined || (nextFrame === null) !== (piece.endSeconds === null)) {
    throw new PieceUnfitError(`piece ${piece.index} does not reach its end`);
  }
  return { firstFrame, nextFrame, decoderRecords, decodeErrors };
}

/** The hashes out of what ffmpeg's `framemd5` writes, one for each frame. */
function readEdges(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)!.trim());
}
