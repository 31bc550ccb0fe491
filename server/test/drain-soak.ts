import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import type { DatabaseConfig } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { createDrainClients, type DrainClients, type Kind } from './drain-clients.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary, type Library } from './library-process.ts';
import { publishLesson } from './publish-lesson.ts';

/** Who is told to stop: the program as systemd does it, its worker alone, or all at once as Ctrl-C does it. */
const targets = ['web', 'worker', 'all'] as const;
export type DrainTarget = (typeof targets)[number];

export interface Drain {
  target: DrainTarget;
  /** SIGTERM to the end of what was told to stop, ms. */
  exitMs: number;
  /** From there until it is back: `/readyz`, or another worker, ms. */
  backMs: number;
}

export interface DrainReport {
  drains: Drain[];
  /** Requests that were answered as they should be, of each kind. */
  answered: Record<Kind, number>;
  /** No connection was made while the program was away. */
  refused: number;
  /** Long uploads that a stop cut, each of which went on where it was. */
  cutUploads: number;
  uploads: number;
  seconds: number;
  /** Empty when all is well. */
  violations: string[];
}

export interface DrainOptions {
  rounds: number;
  database?: DatabaseConfig;
  /** Of the videos that are transcoded meanwhile. */
  clipSeconds?: number;
  onDrain?: (number: number, drain: Drain) => void;
}

/** Web process and worker, whatever they are doing (J8 of the requirements). */
const longestExitMs = 35_000;
/** Requests of each kind between two stops. */
const between = 15;

/**
 * Stops the program and its worker with SIGTERM, in turn, while clients read pages and segments, send uploads and
 * write, and starts them again; whatever was accepted must have been answered.
 */
export async function runDrainSoak(options: DrainOptions): Promise<DrainReport> {
  const { rounds, database, clipSeconds = 4, onDrain } = options;
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'qianke-drain-'));
  const library = createLibrary({ database, environment: { LOG_LEVEL: 'warn' } });
  const drains: Drain[] = [];
  try {
    const clip = await makeClip(join(folder, 'clip.mp4'), { seconds: clipSeconds, size: '640x360' });
    const file = await readFile(clip);
    await library.start();
    const people = await setUpLibrary(library);
    const lesson = await publishLesson(people, file, '光合作用.mp4');
    const clients = createDrainClients(library, people, lesson, file);
    for (let number = 0; number < rounds; number += 1) {
      // The rarest kind of stop is the first: a single round has everything in it.
      const target = targets[(number + 2) % targets.length] ?? 'all';
      await clients.answeredMore(between);
      await eventually(() => library.pidOf('worker') !== undefined, { within: 60_000 });
      const drain = { target, ...(await stopAndStart(library, target, clients)) };
      drains.push(drain);
      onDrain?.(number + 1, drain);
      if (drain.exitMs > longestExitMs)
        clients.violations.push(`${target} ended ${drain.exitMs} ms after SIGTERM`);
    }
    await clients.answeredMore(between);
    const report = await clients.end();
    const { code } = await library.stop();
    if (code !== 0) report.violations.push(`the program ended with ${code} when it was told to stop`);
    return { drains, ...report, seconds: Math.round((performance.now() - begun) / 1000) };
  } finally {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function stopAndStart(
  library: Library,
  target: DrainTarget,
  clients: DrainClients,
): Promise<Pick<Drain, 'exitMs' | 'backMs'>> {
  const begun = performance.now();
  const worker = library.pidOf('worker');
  if (target === 'worker') {
    if (worker === undefined) throw new Error('there is no worker to stop');
    process.kill(worker, 'SIGTERM');
    while (library.pidOf('worker') === worker) await sleep(20);
  } else {
    clients.stopBegins();
    if (target === 'all' && worker !== undefined) process.kill(worker, 'SIGTERM');
    const { code } = await library.stop();
    if (code !== 0) clients.violations.push(`the program ended with ${code} when it was told to stop`);
  }
  const ended = performance.now();
  if (target === 'worker') await eventually(() => library.pidOf('worker') !== undefined, { within: 120_000 });
  else {
    await library.start();
    clients.stopEnded();
  }
  return { exitMs: Math.round(ended - begun), backMs: Math.round(performance.now() - ended) };
}
