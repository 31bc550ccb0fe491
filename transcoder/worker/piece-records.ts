import { z } from 'zod';
import { listParts } from '../../server/db/job-parts.ts';
import { findJob } from '../../server/db/jobs.ts';
import type { Db } from '../../server/db/open-database.ts';
import { PieceFiles } from '../../server/lessons/piece-files.ts';
import type { MediaStore } from '../../server/media-store/media-store.ts';
import { pieceReportSchema } from '../pieces/make-piece.ts';
import { soundReportSchema } from '../pieces/make-sound.ts';
import type { Piece } from '../pieces/plan-pieces.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { MediaProbe } from '../probe/media-probe.ts';
import { programPrint } from './program-print.ts';

/** What the worker that cut a lesson hands on to those that encode its pieces and to the one that joins them. */
export interface CutLesson {
  /** Print of the program that cut it: plans of another one may mean something else. */
  program: string;
  probe: MediaProbe;
  plan: TranscodePlan;
  pieces: Piece[];
  /** From the start of that worker until it was cut: when its beginning could be played is not known here. */
  firstPlayableSeconds: number;
}

/** Written and read by the same program, as it is. */
const cutLessonSchema = z.custom<CutLesson>(
  (value) => z.object({ program: z.literal(programPrint) }).safeParse(value).success,
);

/** What the job of a piece, or of the sound, hands on: its files, or why the lesson has to be encoded as a whole. */
const pieceMadeSchema = z.union([
  PieceFiles.extend({ report: pieceReportSchema }),
  PieceFiles.extend({ sound: soundReportSchema }),
  z.object({ unfit: z.string() }),
]);
export type PieceMade = z.infer<typeof pieceMadeSchema>;

/** Undefined for a job that is gone, was not cut, or was by another program. */
export async function findCutLesson(db: Db, wholeId: string): Promise<CutLesson | undefined> {
  const row = await findJob(db, wholeId);
  return cutLessonSchema.safeParse(JSON.parse(row?.made ?? 'null')).data;
}

/** In the order of the pieces, the sound last; undefined of what is not done, or was not wanted any more. */
export async function listMadePieces(db: Db, wholeId: string): Promise<(PieceMade | undefined)[]> {
  const parts = await listParts(db, wholeId);
  return parts.map(({ made }) => pieceMadeSchema.safeParse(JSON.parse(made ?? 'null')).data);
}

/** Takes the files of pieces out of the media store. */
export async function removePieces(
  mediaStore: MediaStore,
  made: readonly (PieceMade | undefined)[],
): Promise<void> {
  for (const one of made) if (one && 'prefix' in one) await mediaStore.removeFolder(one.prefix);
}
