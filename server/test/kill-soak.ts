import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ffmpeg, makeClip } from '../../transcoder/test/make-clip.ts';
import { type Database, type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { auditLibrary, countLeftOvers, type LeftOvers, sweepAWeekLater } from './audit-library.ts';
import { carryClip, clipPhases, markedCopy } from './carry-clip.ts';
import { createVisibleCheck, findSearchGap } from './find-half-visible.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary, type KillTarget, type Library, processesOn } from './library-process.ts';
import type { OtherStore } from './soak-store.ts';
import { startTraffic } from './traffic.ts';

/** What a kill is aimed at: a clip in one of its phases, or the program while it starts. */
const soakPhases = [...clipPhases, 'starting'] as const;
export type SoakPhase = (typeof soakPhases)[number];

export interface Kill {
  target: KillTarget;
  phase: SoakPhase;
  /** From the moment that a clip entered the phase, ms. */
  after: number;
  /** Jobs that were running. */
  jobs: number;
  /** Until `/readyz` answered again, ms; null where the web process lived on. */
  back: number | null;
}

export interface SoakReport {
  kills: Kill[];
  clips: number;
  /** How long each job that a kill cut off waited until it was started again or settled by another, ms. */
  againMs: number[];
  leftOvers: LeftOvers;
  /** Empty when all is well. */
  violations: string[];
  seconds: number;
}

export interface SoakOptions {
  kills: number;
  /** SQLite when left out. */
  database?: DatabaseConfig;
  /** Where media are kept; the data folder when left out. */
  store?: OtherStore;
  /** The same seed chooses the same targets and moments. */
  seed?: number;
  /** Clips under way at a time. */
  atOnce?: number;
  onKill?: (number: number, kill: Kill) => void;
}

/** The longest wait after a phase began, ms; a kill comes at any moment before. */
const spans: Record<SoakPhase, number> = {
  uploading: 300,
  'last byte': 150,
  encoding: 1000,
  publishing: 60,
  starting: 1200,
};
const targets: readonly KillTarget[] = ['all', 'worker', 'web'];
/** A job whose worker was killed runs again within this (J4 of the requirements). */
const longestAgain = 75_000;

/**
 * Brings short clips, several at a time, from their first byte to publication while the program, its web
 * process or its worker is killed at moments chosen by chance, and started again; then audits what is there.
 */
export async function runKillSoak(options: SoakOptions): Promise<SoakReport> {
  const { kills, database, store, seed = 1, atOnce = 4, onKill } = options;
  const begun = performance.now();
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'qianke-soak-'));
  const library = createLibrary({
    ...{ database, mediaFolder: store?.mediaFolder },
    environment: { LOG_LEVEL: 'warn', ...store?.environment },
  });
  const report: Kill[] = [];
  const violations: string[] = [];
  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 2 }));
    const picture = await makePicture(folder);
    await library.start();
    const people = await setUpLibrary(library);
    const visible = createVisibleCheck(library);
    await using watch = watchJobs(library.database);
    const traffic = startTraffic(atOnce, (number, onPhase) =>
      carryClip(library, people, {
        // Every fifth clip has the bytes of the first: two lessons, one stored file.
        file: number % 5 === 4 ? plain : markedCopy(plain, number),
        filename: `第${number + 1}课.mp4`,
        attachment: number % 3 === 0 ? `第${number + 1}课 教学设计` : undefined,
        cover: number % 4 === 1 ? picture : undefined,
        onPhase,
      }),
    );
    for (let number = 0; number < kills; number += 1) {
      const phase = soakPhases[number % soakPhases.length] ?? 'uploading';
      const target = targets[Math.floor(chance() * targets.length)] ?? 'all';
      if (phase !== 'starting') await traffic.next(phase);
      const after = Math.round(chance() * spans[phase]);
      if (phase !== 'starting') await sleep(after);
      const jobs = await watch.cut();
      const ended = phase === 'starting' ? await killStarting(library, after) : await kill(library, target);
      report.push({ phase, after, jobs, ...ended });
      onKill?.(number + 1, { phase, after, jobs, ...ended });
      violations.push(...(await visible.ofNewest()));
    }
    const ends = await traffic.finish();
    const acknowledged = ends.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
    for (const end of ends) if (end.status === 'rejected') violations.push(String(end.reason));
    violations.push(...(await visible.ofAll()), ...(await findSearchGap(library, acknowledged.length)));
    const { code } = await library.stop();
    if (code !== 0) violations.push(`the program ended with ${code} when it was told to stop`);
    await waitForAbandonedWorkers(library);
    const againMs = await watch.end();
    if (againMs.some((ms) => ms > longestAgain))
      violations.push(`a job that was cut off ran again after ${Math.max(...againMs)} ms`);
    const leftOvers = await countLeftOvers(library);
    await sweepAWeekLater(library);
    violations.push(...(await auditLibrary(library, acknowledged)));
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { kills: report, clips: ends.length, againMs, leftOvers, violations, seconds };
  } finally {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function kill(library: Library, wanted: KillTarget): Promise<Pick<Kill, 'target' | 'back'>> {
  // A worker that has just been killed is not back yet.
  const target = (await library.kill(wanted)) ? wanted : 'all';
  if (target !== wanted) await library.kill(target);
  return { target, back: target === 'worker' ? null : await start(library) };
}

async function start(library: Library): Promise<number> {
  const begun = performance.now();
  await library.start();
  return Math.round(performance.now() - begun);
}

/** Kills the program, and once more at a moment of the start that follows. */
async function killStarting(library: Library, after: number): Promise<Pick<Kill, 'target' | 'back'>> {
  await library.kill('all');
  // It may be cut off before it serves, which `start` takes for its end.
  const starting = library.start().catch(() => {});
  await sleep(after);
  await library.kill('all');
  await starting;
  return { target: 'all', back: await start(library) };
}

/** Reads the jobs beside the program: how long those that a kill cut off wait until somebody has them again. */
function watchJobs(config: DatabaseConfig) {
  const database: Database = openDatabase(config);
  const cut = new Map<string, { token: string; at: number }>();
  const againMs: number[] = [];
  const stop = new AbortController();
  const jobs = () =>
    database.db.selectFrom('jobs').select(['id', 'state', 'lease_token']).where('state', '=', 'running');

  async function look(): Promise<void> {
    if (cut.size === 0) return;
    const rows = await database.db
      .selectFrom('jobs')
      .select(['id', 'state', 'lease_token'])
      .where('id', 'in', [...cut.keys()])
      .execute();
    for (const { id, state, lease_token } of rows) {
      const was = cut.get(id);
      const settled = state === 'done' || state === 'failed';
      if (!was || (!settled && (lease_token === null || lease_token === was.token))) continue;
      againMs.push(Math.round(performance.now() - was.at));
      cut.delete(id);
    }
  }

  async function watching(): Promise<void> {
    while (!stop.signal.aborted) {
      await look();
      await sleep(100, undefined, { signal: stop.signal }).catch(() => {});
    }
  }
  const watched = watching();
  let ended = false;

  async function end(): Promise<number[]> {
    if (ended) return againMs;
    ended = true;
    stop.abort();
    await watched;
    await look();
    await database.close();
    return againMs;
  }

  return {
    /** Notes what runs now; answers how many. */
    async cut(): Promise<number> {
      const running = await jobs().execute();
      const at = performance.now();
      for (const { id, lease_token } of running)
        if (lease_token !== null && !cut.has(id)) cut.set(id, { token: lease_token, at });
      return running.length;
    },
    end,
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}

/** A worker whose web process was killed ends by itself. */
async function waitForAbandonedWorkers(library: Library): Promise<void> {
  const deadline = performance.now() + 45_000;
  while (processesOn(library.dataFolder).length > 0) {
    if (performance.now() > deadline) throw new Error('a worker outlived its web process by more than 45 s');
    await sleep(100);
  }
}

async function makePicture(folder: string): Promise<Buffer<ArrayBuffer>> {
  const file = join(folder, 'cover.png');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=640x360', '-frames:v', '1', file);
  return readFile(file);
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
