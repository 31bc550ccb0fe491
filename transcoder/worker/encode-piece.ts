import { rm } from 'node:fs/promises';
import { listParts } from '../../server/db/job-parts.ts';
import { newId } from '../../server/db/new-id.ts';
import type { Trx } from '../../server/db/open-database.ts';
import type { Finish, JobWork } from '../../server/jobs/job-handler.ts';
import { piecesRoot } from '../../server/lessons/piece-files.ts';
import { MediaRejectedError } from '../errors.ts';
import { makePiece, PieceUnfitError } from '../pieces/make-piece.ts';
import { makeSound } from '../pieces/make-sound.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { TranscodeProgress } from '../transcode.ts';
import { followProgress, NotWantedError } from './follow-progress.ts';
import { gaugePieces, SOUND_WORTH } from './gauge-pieces.ts';
import { openEarlySight } from './open-early-sight.ts';
import { type CutLesson, findCutLesson, listMadePieces, type PieceMade } from './piece-records.ts';
import { requireRoom } from './require-room.ts';
import { storePatiently } from './store-patiently.ts';
import { beginWork, findWantedOriginal } from './wanted-original.ts';
import type { WorkerParts } from './worker-parts.ts';

/**
 * Encodes one piece of a lesson, or its sound, and leaves it in the media store for the worker that joins them. What the
 * file may be to blame for is not decided here: the lesson is then encoded as a whole, by which it is judged.
 */
export async function encodePiece(
  worker: WorkerParts,
  work: JobWork<'transcode'>,
  { wholeId, piece: wanted }: { wholeId: string; piece: number | 'sound' },
): Promise<Finish> {
  const { database, mediaStore } = worker;
  const about = work.job.payload;
  const sandbox = await worker.sandboxes.open();
  const cut = await findCutLesson(database.db, wholeId);
  const what = cut && (wanted === 'sound' ? cut.plan.sound : cut.pieces[wanted]);
  const original = await findWantedOriginal(worker, about);
  if (!cut || !what || !original) return hasMade(undefined);
  const others = await listMadePieces(database.db, wholeId);
  if (others.some((one) => one && 'unfit' in one)) return hasMade(undefined);
  await requireRoom(mediaStore, original.bytes);
  if (!(await beginWork(worker, work, { keepProgress: true }))) return hasMade(undefined);

  const outputFolder = await mediaStore.makeWorkFolder('piece');
  try {
    const gauge = (trx: Trx, progress: TranscodeProgress) => gaugeLesson(trx, wholeId, cut, wanted, progress);
    await using progress = followProgress(worker, work, about, gauge);
    // The others come too late, or too early, to be watched before all is joined.
    await using early =
      wanted === 0 ? openEarlySight(worker, work, about, { of: 'whole', goesOn: true }) : undefined;
    const { signal } = progress;
    const place = { layout: cut.plan, lessonSeconds: cut.plan.durationSeconds };
    const make = async (source: string) => {
      const run = { source, outputFolder, sandbox, plan: cut.plan, signal };
      if (!('index' in what)) {
        const onProgress = (fraction: number) => progress.show({ fraction, stage: 'encoding' });
        return { sound: await makeSound({ ...run, sound: what, onProgress }) };
      }
      const report = await makePiece({
        ...{ ...run, piece: what },
        onProgress: (step) => progress.show({ ...step, stage: 'encoding' }),
        onSegment: early && ((segment) => early.add({ ...segment, ...place })),
      });
      return { report };
    };
    const made = await mediaStore.withLocalFile(original.store_key, make, signal);
    await early?.settled();
    const id = newId() + newId();
    const prefix = `${piecesRoot}/${id.slice(0, 2)}/${id}`;
    await storePatiently(work, () => mediaStore.putFolder(prefix, outputFolder));
    return hasMade({ prefix, ...made });
  } catch (error) {
    if (error instanceof NotWantedError) return hasMade(undefined);
    if (!(error instanceof MediaRejectedError || error instanceof PieceUnfitError)) throw error;
    if (error instanceof MediaRejectedError && error.retryOnce && work.job.attempts === 0) throw error;
    if (error instanceof MediaRejectedError) await worker.sandboxes.reopen();
    return hasMade({ unfit: error.message });
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}

function hasMade(made: PieceMade | undefined): Finish {
  return Object.assign(async () => {}, { outcome: { result: 'done' as const, made } });
}

async function gaugeLesson(
  trx: Trx,
  wholeId: string,
  { pieces, plan }: { pieces: CutLesson['pieces']; plan: TranscodePlan },
  wanted: number | 'sound',
  progress: TranscodeProgress,
): Promise<Pick<TranscodeProgress, 'fraction' | 'secondsLeft'>> {
  const parts = await listParts(trx, wholeId);
  const gauge = (at: number, own: boolean, seconds: number) => ({
    seconds,
    // Its own row is written with the heartbeat, and may be behind.
    fraction: own ? progress.fraction : (parts[at]?.progress ?? 0),
    running: parts[at]?.state === 'running',
  });
  const all = pieces.map(({ startSeconds, endSeconds }, at) =>
    gauge(at, at === wanted, (endSeconds ?? plan.durationSeconds) - startSeconds),
  );
  if (plan.sound) all.push(gauge(all.length, wanted === 'sound', plan.durationSeconds * SOUND_WORTH));
  const index = wanted === 'sound' ? pieces.length : wanted;
  return gaugePieces(all, { index, secondsLeft: progress.secondsLeft });
}
