import { advise } from '../../server/advise.ts';
import type { Clock } from '../../server/clock.ts';
import type { Config } from '../../server/config.ts';
import { type Database, openDatabase } from '../../server/db/open-database.ts';
import { openJobQueue } from '../../server/jobs/open-job-queue.ts';
import { runJobs } from '../../server/jobs/run-jobs.ts';
import { isKnownDead, workerName } from '../../server/jobs/worker-name.ts';
import type { Logger } from '../../server/logger.ts';
import { openMediaStore } from '../../server/media-store/open-media-store.ts';
import { nameMediaStore } from '../../server/media-store/read-media-store.ts';
import { createProblemLog } from '../../server/problem-log.ts';
import { isOlderThan } from '../sandbox/tools.ts';
import { createAttachmentHandler } from './attachment-job.ts';
import { createCaptionsHandler } from './captions-job.ts';
import { createCoverHandler } from './cover-job.ts';
import { keepWorkerKnown } from './keep-worker-known.ts';
import { limitCores } from './limit-cores.ts';
import { createOpeningHandler } from './opening-job.ts';
import { createProblemReporter } from './report-problems.ts';
import { createSandboxKeeper } from './sandbox-keeper.ts';
import { sweepRegularly } from './sweep-regularly.ts';
import { createTextHandler } from './text-job.ts';
import { createTranscodeHandler } from './transcode-job.ts';
import { waitUntilMigrated } from './wait-until-migrated.ts';
import { watchForVideos } from './watch-for-videos.ts';
import type { WorkerParts } from './worker-parts.ts';

export interface WorkerOptions {
  config: Config;
  clock: Clock;
  log: Logger;
  /** Aborts when the process has to end: what runs may go on for 25 s, then it is put back. */
  signal: AbortSignal;
  /** How long the jobs of a worker that has died are kept for it; the queue's own when left out. */
  leaseSeconds?: number;
}

/** Does the jobs of this machine until `signal` aborts and every one of them has ended or been put back. */
export async function runWorker({ config, clock, log, signal, leaseSeconds }: WorkerOptions): Promise<void> {
  await using database = disposable(openDatabase(config.database));
  if (!(await waitUntilMigrated(database, log, signal))) return;
  const problems = createProblemLog(log);
  const queue = openJobQueue(database, config.database, {
    leaseSeconds,
    report: (err) => problems.say({ text: `jobs wait in the queue: ${advise(err)}`, details: { err } }),
  });
  await queue.start();
  try {
    const mediaStore = await openMediaStore(config.mediaStore);
    const { cores: mostCores, memoryBytes, nice } = config.transcoderLimits;
    const cores = await limitCores(mostCores);
    const sandboxes = createSandboxKeeper({ mode: config.sandbox, memoryBytes, nice });
    const parts: WorkerParts = { config, clock, database, jobs: queue, mediaStore, sandboxes };
    const { report, sayWaiting } = createProblemReporter(log, problems);
    const worker = workerName();
    await sandboxes.open().then(
      ({ mode, ffmpegVersion }) => {
        const place = nameMediaStore(config.mediaStore);
        log.info({ sandbox: mode, ffmpeg: ffmpegVersion, cores, mediaStore: place }, 'ready to transcode');
        if (isOlderThan(ffmpegVersion, config.ffmpegMinimum)) {
          log.warn(
            { ffmpeg: ffmpegVersion, minimum: config.ffmpegMinimum },
            'this ffmpeg lacks security fixes: bring it up to date (apt upgrade ffmpeg), or set FFMPEG_MINIMUM where a distribution has put them into an older version',
          );
        }
      },
      (error: Error) => sayWaiting(error.message),
    );
    const reclaimed = await queue.reclaim(isKnownDead);
    if (reclaimed > 0) {
      const text = 'a worker of this machine died; its jobs run again by themselves, nothing is to be done';
      log.warn({ jobs: reclaimed }, text);
    }
    const runner = runJobs({
      queue,
      database,
      handlers: {
        opening: createOpeningHandler(parts),
        transcode: createTranscodeHandler(parts),
        cover: createCoverHandler(parts),
        attachment: createAttachmentHandler(parts),
        text: createTextHandler(parts),
        ...(config.captions && { captions: createCaptionsHandler(parts, config.captions) }),
      },
      worker,
      signal,
      report,
    });
    const ended = new AbortController();
    const missed = (error: unknown) => report({ event: 'sign-missed', error });
    const limits = { cores, memoryBytes, nice, atOnce: Math.max(1, config.transcoders) };
    const about = { name: worker, sandboxes, mode: config.sandbox, limits, missed };
    const known = keepWorkerKnown(database, about, ended.signal);
    try {
      await Promise.all([
        runner.stopped,
        sweepRegularly(parts, log, signal),
        watchForVideos(parts, runner.nudge, signal),
      ]);
    } finally {
      ended.abort();
      await known;
    }
  } finally {
    await queue.close();
  }
}

function disposable(database: Database): Database & AsyncDisposable {
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
}
