import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { startWorker, type TestWorker } from '../../transcoder/worker/test/start-worker.ts';
import { readConfig } from '../config.ts';
import { findJob } from '../db/jobs.ts';
import { type Database, type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { readEnvironment } from '../env.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { auditLibrary, countLeftOvers, type LeftOvers, sweepAWeekLater } from './audit-library.ts';
import { canWrite } from './can-write.ts';
import { carryClip, markedCopy } from './carry-clip.ts';
import { createVisibleCheck, findSearchGap } from './find-half-visible.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary } from './library-process.ts';
import type { OtherStore } from './soak-store.ts';
import { startTraffic } from './traffic.ts';

export interface Freeze {
  /** From the claim to SIGSTOP, ms. */
  after: number;
  /** From SIGSTOP until another worker had finished the job, ms. */
  finished: number;
  /** From SIGCONT until the frozen worker had thrown its work away, ms. */
  discarded: number;
}

export interface FreezeReport {
  freezes: Freeze[];
  clips: number;
  leftOvers: LeftOvers;
  /** Empty when all is well. */
  violations: string[];
  seconds: number;
}

export interface FreezeOptions {
  freezes: number;
  /** SQLite when left out. */
  database?: DatabaseConfig;
  /** Where media are kept; the data folder when left out. */
  store?: OtherStore;
  /** Workers frozen at the same time, of two more that there are. */
  atOnce?: number;
  onFreeze?: (number: number, freeze: Freeze) => void;
}

/** The shortest that each queue takes. */
const leaseSeconds = { sqlite: 3, postgres: 10 };
/** A worker is frozen at any moment within this after its claim. */
const longestHead = 1200;
const patience = { within: 400_000, every: 50 };

/**
 * Freezes workers (SIGSTOP) in the middle of their jobs until others have finished these, and lets them go on
 * (SIGCONT): each must throw its work away. Then audits what is there.
 */
export async function runFreezeSoak(options: FreezeOptions): Promise<FreezeReport> {
  const { freezes: wanted, store, atOnce = 4, onFreeze } = options;
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'qianke-freeze-'));
  const library = createLibrary({
    ...{ database: options.database, mediaFolder: store?.mediaFolder },
    environment: { LOG_LEVEL: 'warn', TRANSCODERS: '0', ...store?.environment },
  });
  const workers: TestWorker[] = [];
  const violations: string[] = [];
  const freezes: Freeze[] = [];
  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 2 }));
    await library.start();
    const people = await setUpLibrary(library);
    await using database = disposable(openDatabase(library.database));
    const environment = readEnvironment({ DATA_DIR: library.dataFolder });
    const context = { config: { ...readConfig(environment), database: library.database } };
    for (let n = 0; n < atOnce + 2; n += 1)
      workers.push(
        startWorker(
          { context },
          {
            leaseSeconds: leaseSeconds[library.database.kind],
            environment: { LOG_LEVEL: 'info', TRANSCODERS: '1', ...store?.environment },
          },
        ),
      );
    // On PostgreSQL the lease is the queue's, kept by the jobs put in after the workers have said theirs.
    await Promise.all(
      workers.map((worker) => eventually(() => worker.log().includes('ready to transcode'), patience)),
    );
    const traffic = startTraffic(atOnce + 2, (number, onPhase) =>
      carryClip(library, people, {
        file: markedCopy(plain, number),
        filename: `第${number + 1}课.mp4`,
        onPhase,
      }),
    );
    let begunFreezes = 0;
    const frozen = new Set<TestWorker>();

    async function freezeOneAfterAnother(): Promise<void> {
      while (begunFreezes < wanted) {
        begunFreezes += 1;
        const freeze = await freezeOne({ database, config: library.database }, workers, frozen);
        if (typeof freeze === 'string') {
          violations.push(freeze);
        } else {
          const number = freezes.push(freeze);
          onFreeze?.(number, freeze);
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, freezeOneAfterAnother));

    const ends = await traffic.finish();
    const acknowledged = ends.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
    for (const end of ends) if (end.status === 'rejected') violations.push(String(end.reason));
    violations.push(...(await createVisibleCheck(library).ofAll()));
    violations.push(...(await findSearchGap(library, acknowledged.length)));
    await Promise.all(workers.map((worker) => worker.kill('SIGTERM')));
    await library.stop();
    const leftOvers = await countLeftOvers(library);
    await sweepAWeekLater(library);
    violations.push(...(await auditLibrary(library, acknowledged)));
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { freezes, clips: ends.length, leftOvers, violations, seconds };
  } finally {
    for (const worker of workers) worker.process.kill('SIGKILL');
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function disposable(database: Database): Database & AsyncDisposable {
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
}

interface Opened {
  database: Database;
  config: DatabaseConfig;
}

/** What is wrong, or how one freeze went. */
async function freezeOne(
  opened: Opened,
  workers: readonly TestWorker[],
  frozen: Set<TestWorker>,
): Promise<Freeze | string> {
  const caught = await eventually(() => catchOne(opened, workers, frozen), patience);
  const { worker, jobId, token, after } = caught;
  const stoppedAt = performance.now();
  try {
    await eventually(async () => (await findJob(opened.database.db, jobId))?.state === 'done', patience);
  } catch {
    return `job ${jobId} was not finished by another worker while its own was frozen`;
  } finally {
    worker.process.kill('SIGCONT');
  }
  const resumedAt = performance.now();
  const discards = () =>
    worker
      .log()
      .split('\n')
      .some((line) => line.includes('took a job over') && line.includes(jobId));
  try {
    await eventually(discards, patience);
  } catch {
    return `a worker that was frozen with token ${token} never said that it threw away job ${jobId}`;
  } finally {
    frozen.delete(worker);
  }
  return {
    after,
    finished: Math.round(resumedAt - stoppedAt),
    discarded: Math.round(performance.now() - resumedAt),
  };
}

/** Stops a worker at some moment of its job; null when there was none, or it was done sooner. */
async function catchOne(
  { database, config }: Opened,
  workers: readonly TestWorker[],
  frozen: Set<TestWorker>,
) {
  const running = await database.db
    .selectFrom('jobs')
    .select(['id', 'lease_owner', 'lease_token'])
    .where('state', '=', 'running')
    .where('kind', '=', 'transcode')
    .execute();
  for (const { id: jobId, lease_owner, lease_token: token } of running) {
    const worker = workers.find(({ process: { pid } }) => lease_owner?.includes(` ${pid} `));
    if (!worker || frozen.has(worker) || token === null) continue;
    frozen.add(worker);
    const after = Math.round(Math.random() * longestHead);
    await sleep(after);
    worker.process.kill('SIGSTOP');
    const holds = (await findJob(database.db, jobId))?.lease_token === token;
    // Frozen in a transaction on SQLite, it would keep everybody from writing: that is not what is looked for.
    if (holds && canWrite(config)) return { worker, jobId, token, after };
    worker.process.kill('SIGCONT');
    frozen.delete(worker);
  }
  return null;
}
