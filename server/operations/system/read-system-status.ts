import type { AppContext } from '../../context.ts';
import type { BackupStatus } from '../../contract/pages.ts';
import { type StoppedJob, type SystemStatus, WorkerLimits } from '../../contract/system.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import { joinNames } from '../../contract/words/join-names.ts';
import { fill, type Language } from '../../contract/words/words.ts';
import { readDatabaseTime, readDatabaseVersion } from '../../db/database-time.ts';
import { listUndurableSettings } from '../../db/durability.ts';
import {
  countJobsIn,
  type JobWithLesson,
  listJobsWithLessons,
  listPartWorkers,
} from '../../db/job-overview.ts';
import { countJobs, type JobCount } from '../../db/jobs.ts';
import { listWorkers, type WorkerRow } from '../../db/workers.ts';
import { jobKinds } from '../../jobs/job.ts';
import { isKnownDead } from '../../jobs/worker-name.ts';
import { nameMediaStore } from '../../media-store/read-media-store.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { version } from '../../version.ts';
import { checkMediaStore } from '../check-media-store.ts';
import { explainFailure, explainWait } from './explain-job.ts';
import { findProblems, type SystemWording } from './find-problems.ts';
import { readDisks } from './read-disks.ts';

const mostJobs = 50;
/** Four beats and a little. */
const goneAfterSeconds = 45;

type Parts = Pick<
  AppContext,
  'database' | 'search' | 'config' | 'uploads' | 'clock' | 'mediaStore' | 'problems'
>;

/** How the whole installation stands now, with what somebody should see to in words. */
export async function readSystemStatus(
  context: Parts,
  language: Language,
  backups: BackupStatus,
): Promise<SystemStatus> {
  const { database, search } = context;
  const { db } = database;
  const [
    now,
    databaseVersion,
    disks,
    storeProblem,
    counts,
    running,
    heldUp,
    failed,
    heldUpCounts,
    failedCounts,
    workers,
    engines,
    undurable,
  ] = await Promise.all([
    readDatabaseTime(database),
    readDatabaseVersion(database),
    readDisks(context),
    checkMediaStore(context),
    countJobs(db),
    listJobsWithLessons(db, 'running', mostJobs),
    listJobsWithLessons(db, 'held-up', mostJobs),
    listJobsWithLessons(db, 'failed', mostJobs),
    countJobsIn(db, 'held-up'),
    countJobsIn(db, 'failed'),
    listWorkers(database),
    search.status(),
    listUndurableSettings(database),
  ]);
  const { systemReasons } = dictionary[language];
  const split = running.filter(({ state }) => state === 'split').map(({ id }) => id);
  const partWorkers = await listPartWorkers(db, split);
  const workersOf = ({ id, state, lease_owner }: JobWithLesson) =>
    state === 'split'
      ? partWorkers.filter(({ part_of }) => part_of === id).map((part) => part.lease_owner ?? '')
      : [lease_owner ?? ''];
  const status: Omit<SystemStatus, 'problems'> = {
    at: now,
    ...disks,
    mediaStore: {
      kind: context.config.mediaStore.kind,
      name: nameMediaStore(context.config.mediaStore),
      problem: storeProblem?.reason ?? null,
    },
    queue: presentQueue(counts, failedCounts, now),
    running: running.map((job) => ({
      ...presentJob(job),
      progress: job.state === 'split' ? (job.media_progress ?? 0) : job.progress,
      worker: joinNames([...new Set(workersOf(job).map(nameForPeople))], language),
    })),
    heldUp: heldUp.map((job) => stopped(job, systemReasons[explainWait(job)])),
    failed: failed.map((job) => stopped(job, systemReasons[explainFailure(job)])),
    workers: workers.map((worker) => presentWorker(worker, now)),
    search: engines.map(({ engine, version: of, inUse, position, head, documents, problem }) => ({
      ...{ engine, version: of, inUse, position: position ?? 0 },
      behind: Math.max(0, head - (position ?? 0)),
      documents: documents ?? 0,
      problem: problem ?? null,
    })),
    versions: { program: version, node: process.versions.node, database: databaseVersion },
  };
  const about = {
    failed: sum(failedCounts),
    heldUp: sum(heldUpCounts),
    clockOffSeconds: secondsBetween(now, new Date().toISOString()),
    ...{ backups, undurable },
  };
  const problems = findProblems(status, about, wordingIn(language)).map(({ code, level, values }) => ({
    ...{ code, level },
    text: fill(dictionary[language].systemProblems[code], values),
  }));
  return { ...status, problems };
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const secondsBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

function presentQueue(
  counts: readonly JobCount[],
  failed: ReadonlyMap<string, number>,
  now: string,
): SystemStatus['queue'] {
  return jobKinds.map((kind) => {
    const of = (state: string) => counts.find((count) => count.kind === kind && count.state === state);
    const waiting = of('queued');
    return {
      kind,
      waiting: Number(waiting?.jobs ?? 0),
      running: Number(of('running')?.jobs ?? 0),
      failed: failed.get(kind) ?? 0,
      oldestSeconds: waiting ? Math.max(0, Math.round(secondsBetween(waiting.oldest, now))) : null,
    };
  });
}

const presentJob = (job: JobWithLesson) => ({
  id: job.id,
  kind: job.kind,
  subject: { id: job.lesson_id ?? job.subject_id, title: job.lesson_title },
  at: job.updated_at,
});

const stopped = (job: JobWithLesson, reason: string): StoppedJob => ({
  ...presentJob(job),
  ...{ reason, detail: job.error ?? job.part_error ?? '', starts: job.starts },
});

function presentWorker(worker: WorkerRow, now: string): SystemStatus['workers'][number] {
  const silent = secondsBetween(worker.beat_at, now) > goneAfterSeconds;
  return {
    name: nameForPeople(worker.name),
    host: worker.host,
    version: worker.version,
    ffmpeg: worker.ffmpeg,
    sandbox: worker.sandbox,
    problem: worker.problem,
    limits: worker.limits === null ? null : WorkerLimits.parse(JSON.parse(worker.limits)),
    startedAt: worker.started_at,
    beatAt: worker.beat_at,
    gone: silent || isKnownDead(worker.name),
  };
}

/** Host and process id, without what only programs need. */
const nameForPeople = (name: string) => name.split(' #')[0] ?? name;

function wordingIn(language: Language): SystemWording {
  const words = dictionary[language].system;
  return {
    bytes: formatBytes,
    disk: (holds) => words[`disk.${holds.join('+') as 'data' | 'media' | 'data+media'}`],
    engine: (name) => (name === 'embedded' ? words.searchEmbedded : 'Meilisearch'),
    names: (names) => joinNames(names, language),
    seconds(value) {
      if (value < 2 * 3600) return fill(words.minutes, { count: Math.round(value / 60) });
      if (value < 48 * 3600) return fill(words.hours, { count: Math.round(value / 3600) });
      return fill(words.days, { count: Math.round(value / 86_400) });
    },
  };
}
