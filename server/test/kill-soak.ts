import { AssertionError } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { Lesson, LessonList } from '../contract/lessons.ts';
import { UploadStatus } from '../contract/uploads.ts';
import type { DatabaseConfig } from '../db/open-database.ts';
import {
  type AcknowledgedUpload,
  auditLibrary,
  countLeftOvers,
  type LeftOvers,
  sweepAWeekLater,
} from './audit-library.ts';
import { createTestClient } from './client.ts';
import { again, type LibraryPeople, setUpLibrary } from './library-people.ts';
import {
  createLibrary,
  type KillTarget,
  type Library,
  NotRunningError,
  processesOn,
} from './library-process.ts';
import { beginUpload, sendRest } from './upload-file.ts';

/** How far a clip has come when it is near what a kill could spoil. */
export const soakPhases = ['uploading', 'last byte', 'encoding', 'publishing'] as const;
export type SoakPhase = (typeof soakPhases)[number];

export interface Kill {
  target: KillTarget;
  phase: SoakPhase;
  /** From the moment that the clip reached the phase, ms. */
  after: number;
  /** What the client last knew of the clip when the kill came. */
  found: string;
  /** Until `/readyz` answered again, ms; null where the web process lived on. */
  back: number | null;
}

export interface SoakReport {
  kills: Kill[];
  clips: number;
  leftOvers: LeftOvers;
  /** Empty when all is well. */
  violations: string[];
  seconds: number;
}

export interface SoakOptions {
  kills: number;
  /** SQLite when left out. */
  database?: DatabaseConfig;
  /** The same seed chooses the same moments. */
  seed?: number;
  onKill?: (number: number, kill: Kill) => void;
}

/** The longest wait after a phase began, ms; a kill comes at any moment before. */
const spans: Record<SoakPhase, number> = {
  uploading: 500,
  'last byte': 150,
  encoding: 1200,
  publishing: 40,
};
const targets: readonly KillTarget[] = ['all', 'worker', 'web'];
/** A lease has to run out before a killed worker's job goes on, and then others may stand before it. */
const longestClip = 240_000;
const longestPhase = 100_000;

/**
 * Brings short clips from their first byte to publication while the program, its web process or its worker
 * is killed at moments chosen by chance, one kill a clip, and started again; then audits what is there.
 */
export async function runKillSoak({ kills, database, seed = 1, onKill }: SoakOptions): Promise<SoakReport> {
  const begun = performance.now();
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'qianke-soak-'));
  const library = createLibrary({ database, environment: { LOG_LEVEL: 'warn' } });
  const report: SoakReport['kills'] = [];
  const violations: string[] = [];
  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 2 }));
    await library.start();
    const people = await setUpLibrary(library);
    const carrying: Promise<AcknowledgedUpload>[] = [];
    for (let number = 0; number < kills; number += 1) {
      // Every fifth clip has the bytes of the first: two lessons, one stored file.
      const file = number % 5 === 4 ? plain : markedCopy(plain, number);
      const phase = soakPhases[number % soakPhases.length] ?? 'uploading';
      const { reached, done, found } = carry(library, people, file, `第${number + 1}课.mp4`);
      carrying.push(done);
      done.catch(() => {});
      await Promise.race([
        reached[phase],
        done.catch(() => {}),
        sleep(longestPhase, undefined, { ref: false }),
      ]);
      const after = Math.round(chance() * spans[phase]);
      await sleep(after);
      const about = { phase, after, found: found() };
      const target = targets[Math.floor(chance() * targets.length)] ?? 'all';
      const kill: Kill = { ...about, ...(await killAndRestart(library, target)) };
      report.push(kill);
      onKill?.(number + 1, kill);
      violations.push(...(await findHalfVisible(library)));
    }
    const ends = await Promise.allSettled(carrying);
    const acknowledged = ends.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
    for (const end of ends) if (end.status === 'rejected') violations.push(String(end.reason));
    violations.push(...(await findHalfVisible(library)), ...(await findSearchGap(library, kills)));
    const { code } = await library.stop();
    if (code !== 0) violations.push(`the program ended with ${code} when it was told to stop`);
    await waitForAbandonedWorkers(library);
    const leftOvers = await countLeftOvers(library);
    await sweepAWeekLater(library);
    violations.push(...(await auditLibrary(library, acknowledged)));
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { kills: report, clips: kills, leftOvers, violations, seconds };
  } finally {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function killAndRestart(library: Library, wanted: KillTarget): Promise<Pick<Kill, 'target' | 'back'>> {
  // A worker that has just been killed is not back yet.
  const target = (await library.kill(wanted)) ? wanted : 'all';
  if (target !== wanted) await library.kill(target);
  if (target === 'worker') return { target, back: null };
  const begun = performance.now();
  await library.start();
  return { target, back: Math.round(performance.now() - begun) };
}

/** Carries one clip to publication, whatever happens to the program meanwhile. */
function carry(library: Library, people: LibraryPeople, file: Buffer<ArrayBuffer>, filename: string) {
  const reached = Object.fromEntries(
    soakPhases.map((phase) => [phase, Promise.withResolvers<void>()]),
  ) as Record<SoakPhase, PromiseWithResolvers<void>>;
  const reach = (phase: SoakPhase) => reached[phase].resolve();
  let found = 'begun';
  const deadline = performance.now() + longestClip;
  const persist = <T>(what: string, work: (now: LibraryPeople) => Promise<T>) =>
    persistently(`${filename}: ${what}`, deadline, () => work(again(library, people)));

  async function work(): Promise<AcknowledgedUpload> {
    const address = await persist('begin', ({ teacher }) => beginUpload(teacher, filename, file.length));
    const most = Math.floor(file.length * 0.9);
    const pace = Math.ceil(file.length / 8);
    for (let until = pace; until < most; until += pace) {
      await persist('upload', ({ teacher }) => sendUntil(teacher, address, file, Math.min(until, most)));
      found = 'in part';
      reach('uploading');
      await sleep(50);
    }
    reach('last byte');
    const lessonId = await persist('finish', ({ teacher }) => sendRest(teacher, address, file));
    await persist('transcode', async ({ teacher }) => {
      const { media } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
      found = media.state;
      if (media.state === 'processing') reach('encoding');
      if (media.state === 'rejected' || media.state === 'failed')
        throw new Error(`${filename}: the video is ${media.state}: ${media.reason?.code}`);
      if (media.state !== 'ready') throw new NotYetError(media.state);
    });
    await persist('complete', async ({ teacher }) => {
      const { state } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
      if (state !== 'draft') return;
      const place = { stage: '小学', subject: '数学', grade: '三年级' };
      await mustSucceed(await teacher.patch(`/api/lessons/${lessonId}`, place));
    });
    reach('publishing');
    await persist('publish', async ({ teacher, school }) => {
      const { state } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
      if (state === 'draft') await mustSucceed(await teacher.post(`/api/lessons/${lessonId}/submit`));
      if (state !== 'published') await mustSucceed(await school.post(`/api/lessons/${lessonId}/publish`));
    });
    found = 'published';
    const sha256 = createHash('sha256').update(file).digest('hex');
    return { id: address.split('/').at(-1) ?? '', sha256 };
  }

  const promises = Object.fromEntries(soakPhases.map((phase) => [phase, reached[phase].promise])) as Record<
    SoakPhase,
    Promise<void>
  >;
  return { reached: promises, done: work(), found: () => found };
}

/** What was waited for has not come yet. */
class NotYetError extends Error {
  override readonly name = 'NotYetError';
}

/** The program answered, and not as it should. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly actual: number;

  constructor(response: Response, text: string) {
    super(`${response.url}: ${response.status} ${text}`);
    this.actual = response.status;
  }
}

/** Does it again as long as the program is away, or somebody dead still holds the upload. */
async function persistently<T>(what: string, deadline: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (!isPassing(cause)) throw new Error(`${what}: ${cause}`, { cause });
      if (performance.now() > deadline)
        throw new Error(`${what}: not within ${longestClip} ms: ${cause}`, { cause });
      await sleep(100);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof NotYetError || error instanceof NotRunningError) return true;
  // Somebody finishes the upload just now: tus clients take 423 for a reason to ask again.
  if (error instanceof RefusedError || error instanceof AssertionError) return error.actual === 423;
  // What `fetch` throws when the connection is refused or cut.
  return error instanceof TypeError && /fetch failed|terminated/.test(error.message);
}

async function mustSucceed(response: Response): Promise<void> {
  if (!response.ok) throw new RefusedError(response, await response.text());
}

async function sendUntil(
  teacher: LibraryPeople['teacher'],
  address: string,
  file: Buffer<ArrayBuffer>,
  until: number,
): Promise<void> {
  const { offset } = await teacher.json(address, UploadStatus);
  if (offset >= until) return;
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  await mustSucceed(
    await teacher.fetch(address, { method: 'PATCH', headers, body: file.subarray(offset, until) }),
  );
}

/** Everything that a visitor is shown must play whole. */
async function findHalfVisible(library: Library): Promise<string[]> {
  const visitor = createTestClient(library.url);
  const { items } = await visitor.json('/api/lessons?limit=100', LessonList);
  const wrong: string[] = [];
  for (const { id } of items) {
    const { playback } = await visitor.json(`/api/lessons/${id}`, Lesson);
    const answers = await Promise.all(
      [playback?.hls, playback?.mp4, playback?.poster].map((address) => visitor.get(address ?? '/nothing')),
    );
    if (answers.some((answer) => answer.status !== 200))
      wrong.push(`lesson ${id} is shown and does not play`);
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  }
  return wrong;
}

async function findSearchGap(library: Library, expected: number): Promise<string[]> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const text = await (await fetch(`${library.url}/metrics`)).text();
    const position = Number(/^qianke_search_position\{engine="embedded"\} (\d+)/m.exec(text)?.[1]);
    const head = Number(/^qianke_search_feed_head (\d+)/m.exec(text)?.[1]);
    const { items } = await createTestClient(library.url).json('/api/lessons?limit=100', LessonList);
    if (position === head && items.length === Math.min(expected, 100)) return [];
    if (performance.now() > deadline)
      return [`search stands at ${position} of ${head} and finds ${items.length} of ${expected} lessons`];
    await sleep(200);
  }
}

/** A worker whose web process was killed ends by itself. */
async function waitForAbandonedWorkers(library: Library): Promise<void> {
  const deadline = performance.now() + 45_000;
  while (processesOn(library.dataFolder).length > 0) {
    if (performance.now() > deadline) throw new Error('a worker outlived its web process by more than 45 s');
    await sleep(100);
  }
}

/** The same video with other bytes: a box (ISO 14496-12) that nobody reads is added to its end. */
function markedCopy(file: Buffer<ArrayBuffer>, number: number): Buffer<ArrayBuffer> {
  const text = Buffer.concat([Buffer.from(`${number} `), randomBytes(16)]);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(header.length + text.length);
  header.write('free', 4);
  return Buffer.concat([file, header, text]);
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
