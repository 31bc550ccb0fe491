import { rm } from 'node:fs/promises';
import type { Config } from '../../server/config.ts';
import { findMediaVersion } from '../../server/db/media-versions.ts';
import type { Finish, JobHandler, JobWork } from '../../server/jobs/job-handler.ts';
import {
  type CaptionsOrder,
  findWanting,
  keepAutomaticCaptions,
  markCaptions,
} from '../../server/lessons/automatic-captions.ts';
import { readManifest } from '../../server/lessons/media-manifest.ts';
import {
  type Cue,
  endCuesAt,
  mostCaptionBytes,
  parseCaptions,
  UnreadableCaptionsError,
  writeWebVtt,
} from '../../server/lessons/parse-captions.ts';
import { storeCaptions } from '../../server/lessons/write-captions.ts';
import { makeWav, wavBytes } from '../captions/make-wav.ts';
import { CaptionsCommandError, runCaptionsCommand } from '../captions/run-captions-command.ts';
import { NotWantedError } from './follow-progress.ts';
import { requireRoom } from './require-room.ts';
import { stopWhenUnwanted } from './stop-when-unwanted.ts';
import { waitForOperator } from './wait-for-operator.ts';
import type { WorkerParts } from './worker-parts.ts';

type Settings = NonNullable<Config['captions']>;

const nothing: Finish = async () => {};

/**
 * Has the operator's program write captions of what a lesson says. Whatever it does costs these captions and nothing
 * else: a failure stands on the lesson and among the jobs that have stopped.
 */
export function createCaptionsHandler(worker: WorkerParts, settings: Settings): JobHandler<'captions'> {
  return {
    concurrency: 1,
    run: (work) => waitForOperator(() => writeCaptions(worker, settings, work), worker.waitSeconds),
    failed: (trx, job) => markCaptions(trx, job.subjectId, true),
  };
}

async function writeCaptions(
  worker: WorkerParts,
  settings: Settings,
  work: JobWork<'captions'>,
): Promise<Finish> {
  const { database, mediaStore } = worker;
  const order: CaptionsOrder = { ...work.job.payload, language: settings.language };
  const version = await findMediaVersion(database.db, order.versionId);
  const isWanted = async () => (await findWanting(database.db, order)) !== undefined;
  if (!version || !(await isWanted())) return nothing;
  const { audio, mp4 } = readManifest(version.manifest);
  const sound = `${version.store_prefix}/${audio?.plain.file ?? mp4.file}`;
  const durationSeconds = version.duration_seconds;
  const sandbox = await worker.sandboxes.open();
  const folder = await mediaStore.makeWorkFolder('captions');
  try {
    await using watched = stopWhenUnwanted(work, isWanted);
    const { signal } = watched;
    const wav = 'sound.wav';
    await requireRoom(mediaStore, wavBytes(durationSeconds));
    await mediaStore.withLocalFile(
      sound,
      (source) => makeWav({ source, durationSeconds, outputFolder: folder, file: wav, sandbox, signal }),
      signal,
    );
    const { command } = settings;
    const limits = { durationSeconds, mostBytes: mostCaptionBytes };
    const written = await runCaptionsCommand({ command, wav, ...limits, folder, signal });
    const cues = endCuesAt(readWritten(written), durationSeconds);
    if (cues.length === 0) return (trx) => markCaptions(trx, order.lessonId, false);
    const storeKey = await storeCaptions(mediaStore, writeWebVtt(cues));
    return async (trx) => {
      await keepAutomaticCaptions(worker, trx, order, { storeKey, cues });
    };
  } catch (error) {
    // Its teacher has written some, or the video was replaced.
    if (error instanceof NotWantedError) return nothing;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Cleaned like what a teacher sends. A file without a cue is the answer where nobody speaks. */
function readWritten(bytes: Uint8Array): Cue[] {
  try {
    return parseCaptions(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableCaptionsError)) throw error;
    const text = Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    if (/^WEBVTT\b/.test(text) && !text.includes('-->')) return [];
    const beginning = JSON.stringify(text.slice(0, 80));
    throw new CaptionsCommandError(`CAPTIONS_COMMAND wrote no WebVTT but ${beginning}`, { cause: error });
  }
}
