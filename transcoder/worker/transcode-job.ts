import { rm } from 'node:fs/promises';
import { listParts } from '../../server/db/job-parts.ts';
import { findJob } from '../../server/db/jobs.ts';
import { findLesson } from '../../server/db/lessons.ts';
import { newId } from '../../server/db/new-id.ts';
import type { Trx } from '../../server/db/open-database.ts';
import { jobPayloads } from '../../server/jobs/job.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import type { StartedJob } from '../../server/jobs/job-queue.ts';
import { orderCaptions } from '../../server/lessons/automatic-captions.ts';
import { changeMediaState, type MediaJob, publishMediaVersion } from '../../server/lessons/change-media.ts';
import { MediaRejectedError } from '../errors.ts';
import type { MediaVersion } from '../media-version.ts';
import { cutLesson } from '../pieces/cut-lesson.ts';
import type { Piece } from '../pieces/plan-pieces.ts';
import { withoutCopy } from '../plan/choose-copy.ts';
import { type PreparedLesson, prepareLesson } from '../prepare-lesson.ts';
import { encodeLesson } from '../transcode.ts';
import { encodePiece } from './encode-piece.ts';
import { endEarlySight } from './end-early-sight.ts';
import { followProgress, NotWantedError } from './follow-progress.ts';
import { joinLesson } from './join-lesson.ts';
import { openEarlySight } from './open-early-sight.ts';
import { type CutLesson, findCutLesson, listMadePieces, removePieces } from './piece-records.ts';
import { programPrint } from './program-print.ts';
import { requireRoom } from './require-room.ts';
import { storePatiently } from './store-patiently.ts';
import { reasonToWait, waitForOperator } from './wait-for-operator.ts';
import { beginWork, findWantedOriginal } from './wanted-original.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Makes a lesson's media version from its original, and makes it visible in the transaction that ends the job. */
export function createTranscodeHandler(worker: WorkerParts): JobHandler<'transcode'> {
  return {
    concurrency: Math.max(1, worker.config.transcoders),
    run: (work) => {
      const { partOf: wholeId, payload } = work.job;
      const { piece } = payload;
      return waitForOperator(
        () =>
          wholeId === null || piece === undefined
            ? transcodeLesson(worker, work)
            : encodePiece(worker, work, { wholeId, piece }),
        worker.waitSeconds,
      );
    },
    async failed(trx, job, { code, text }) {
      const about = await readMediaJob(trx, job);
      const reason = { code: code === 'interrupted' ? 'interrupted' : 'error', detail: text };
      if (about) await changeMediaState(worker, trx, about, 'fail', { reason });
    },
    async afterFailure(job) {
      // Trying again begins afresh.
      const made = await listMadePieces(worker.database.db, job.partOf ?? job.id);
      await removePieces(worker.mediaStore, made);
    },
    async requeued(trx, job, error) {
      const about = await readMediaJob(trx, job);
      const code = reasonToWait(error instanceof Error ? error.cause : undefined);
      const reason = code === null ? undefined : { code, detail: (error as Error).message };
      const pieces = await listParts(trx, job.partOf ?? job.id);
      // Others may go on with a lesson of which one piece has to wait.
      if (about && !pieces.some(({ state }) => state === 'running')) {
        await changeMediaState(worker, trx, about, 'wait', { reason, keepProgress: pieces.length > 0 });
      }
    },
  };
}

/** Encodes a lesson as a whole, or cuts it into pieces and joins them when those are done. */
async function transcodeLesson(worker: WorkerParts, work: JobWork<'transcode'>): Promise<Finish> {
  const {
    database,
    mediaStore,
    config: { captions },
  } = worker;
  const about = work.job.payload;
  const sandbox = await worker.sandboxes.open();
  const made = await listMadePieces(database.db, work.job.id);
  const endSight = endEarlySight(worker, about);
  const afterwards = async () => {
    await removePieces(mediaStore, made);
    await endSight.afterwards();
  };
  const notWanted: Finish = Object.assign((trx: Trx) => endSight(trx), { afterwards });
  const original = await findWantedOriginal(worker, about);
  if (!original) return notWanted;
  await requireRoom(mediaStore, original.bytes);
  if (!(await beginWork(worker, work, { keepProgress: made.length > 0 }))) return notWanted;

  const outputFolder = await mediaStore.makeWorkFolder('transcode');
  try {
    await using progress = followProgress(worker, work, about);
    const { signal, show: onProgress } = progress;
    const run = { outputFolder, sandbox, signal, onProgress };
    const withOriginal = <T>(use: (source: string) => Promise<T>) =>
      mediaStore.withLocalFile(original.store_key, use, signal);
    const joined = made.length > 0 ? await joinLesson(worker, work.job.id, { ...run, withOriginal }) : null;
    // Without the copy, or by another program, another rendition may be the one that is shown early.
    const goesOn =
      made.length > 0 &&
      !(joined && 'unfit' in joined) &&
      (await findCutLesson(database.db, work.job.id)) !== undefined;
    await using early = openEarlySight(worker, work, about, { of: 'whole', goesOn });
    const encode = async (source: string): Promise<MediaVersion | { cut: Finish }> => {
      const onCopyUnfit = (why: string) =>
        work.madeUpFor(new Error(`its own picture cannot be copied, and is encoded after all: ${why}`));
      const request = { ...run, source, onEarlySegment: early.add, onCopyUnfit };
      const prepared = await prepareLesson(request);
      if (joined && 'unfit' in joined)
        work.madeUpFor(new Error(`its pieces do not fit, and it is encoded as a whole: ${joined.unfit}`));
      // Pieces that did not fit once are not tried again, nor is a copy, which may be why.
      const lesson =
        joined && 'unfit' in joined
          ? { ...prepared, plan: withoutCopy(prepared.plan, joined.unfit) }
          : prepared;
      const pieceSeconds = made.length > 0 ? 0 : worker.config.pieceSeconds;
      const pieces = await cutLesson(source, { ...lesson, pieceSeconds }, sandbox, signal);
      if (pieces.length === 1) return encodeLesson(lesson, request);
      return { cut: split(about, lesson, pieces) };
    };
    const manifest = joined && !('unfit' in joined) ? joined : await withOriginal(encode);
    if ('cut' in manifest) return manifest.cut;
    // Whoever changed the file in the last second is spared a folder that the sweep would have to find.
    if (!(await findWantedOriginal(worker, about))) return notWanted;
    const id = newId() + newId();
    const storePrefix = `media/${id.slice(0, 2)}/${id}`;
    await storePatiently(work, () => mediaStore.putFolder(storePrefix, outputFolder));
    const publish = async (trx: Trx) => {
      await publishMediaVersion(worker, trx, about, { id, storePrefix, manifest });
      await endSight(trx);
      if (captions && manifest.hasAudio)
        await orderCaptions(worker.jobs, trx, {
          ...{ lessonId: about.lessonId, versionId: id, language: captions.language },
        });
    };
    return Object.assign(publish, { afterwards });
  } catch (error) {
    if (error instanceof NotWantedError) return notWanted;
    if (!(error instanceof MediaRejectedError)) throw error;
    if (error.retryOnce && work.job.attempts === 0) throw error;
    await worker.sandboxes.reopen();
    const { code, detail } = error;
    const reject = async (trx: Trx) => {
      await changeMediaState(worker, trx, about, 'reject', { reason: { code, detail } });
      await endSight(trx);
    };
    return Object.assign(reject, { afterwards });
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}

/** Ends the start that has cut a lesson: its pieces go first. */
function split(about: MediaJob, lesson: PreparedLesson, pieces: Piece[]): Finish {
  const { probe, plan } = lesson;
  const cut: CutLesson = {
    program: programPrint,
    probe,
    plan,
    pieces,
    firstPlayableSeconds: lesson.firstPlayableSeconds(),
  };
  // The sound is the shortest of them, and fills what is left of somebody's time at the end.
  const made = [...pieces.map(({ index }) => index), ...(plan.sound ? ['sound' as const] : [])];
  const parts = made.map((piece) => ({
    kind: 'transcode' as const,
    payload: { lessonId: about.lessonId, originalId: about.originalId, piece },
  }));
  return Object.assign(async () => {}, { outcome: { result: 'split' as const, parts, made: cut } });
}

/** What a job is about also where its payload cannot be read: then the lesson's present file is the best guess. */
async function readMediaJob(trx: Trx, job: StartedJob<'transcode'>): Promise<MediaJob | undefined> {
  const row = await findJob(trx, job.id);
  const payload = jobPayloads.transcode.safeParse(parseJson(row?.payload));
  if (payload.success) return payload.data;
  const lesson = await findLesson(trx, job.subjectId);
  return lesson?.original_id ? { lessonId: lesson.id, originalId: lesson.original_id } : undefined;
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
