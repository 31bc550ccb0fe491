import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ResumableUpload } from '../../client/upload/resumable-upload.ts';
import { type Chance, createChance } from '../../transcoder/test/chance.ts';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { Lesson } from '../contract/lessons.ts';
import { openDatabase } from '../db/open-database.ts';
import { findOriginal } from '../db/originals.ts';
import { findUpload } from '../db/uploads.ts';
import { type Cut, cuts, startCuttingProxy } from '../uploads/test/cutting-proxy.ts';
import { createTestClient, type TestClient } from './client.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary, type Library, NotRunningError } from './library-process.ts';
import { type Fill, SoakFile } from './soak-file.ts';
import { type MemoryFigures, watchMemory } from './watch-memory.ts';

/** What happens to the program and to the page while a file is on its way; each at a moment of its own. */
const disturbances = ['kill', 'restart', 'kill', 'new page'] as const;
type Disturbance = (typeof disturbances)[number];

export interface SoakedUpload {
  number: number;
  fill: Fill;
  seconds: number;
  /** That came between its first and its last byte. */
  kills: number;
  restarts: number;
  /** What became of the video. */
  media: string;
}

export interface UploadSoakReport {
  uploads: SoakedUpload[];
  bytesEach: number;
  kills: number;
  restarts: number;
  newPages: number;
  cuts: Record<Cut, number>;
  /** Sent a second time, over everything that cut an upload off. */
  resentBytesPerCut: number;
  memory: MemoryFigures;
  seconds: number;
  /** Empty when all is well. */
  violations: string[];
}

export interface UploadSoakOptions {
  uploads: number;
  /** Of each file. */
  bytes: number;
  /** Under way at the same time; twice as many files at most are on the disk. */
  atOnce: number;
  /** The same seed chooses the same moments. */
  seed?: number;
  onUpload?: (upload: SoakedUpload) => void;
}

/** About as often the line falls under each file. */
const cutsPerUpload = 10;
/** A line that nobody can use for longer has a defect behind it, ms. */
const longestUpload = 1800_000;
const times = { firstRetry: 200, longestRetry: 5000, answer: 9000 };

/**
 * Sends files with the page's own code through a proxy that cuts at chosen bytes, while the web process is
 * killed and the program restarted under each of them, and compares what is stored with what was sent.
 */
export async function runUploadSoak(options: UploadSoakOptions): Promise<UploadSoakReport> {
  const begun = performance.now();
  const { uploads: count, bytes, atOnce, seed = 1, onUpload } = options;
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'qianke-soak-'));
  const library = createLibrary({ environment: { LOG_LEVEL: 'error' } });
  const violations: string[] = [];
  const cutBy: Record<Cut, number> = { reset: 0, 'half-open': 0, 'bad-gateway': 0 };
  const proxy = await startCuttingProxy(
    () => portOf(library),
    () => Math.ceil((bytes / cutsPerUpload) * (0.1 + 1.8 * chance.next())),
    () => chance.pick(cuts),
    (cut) => {
      cutBy[cut] += 1;
    },
  );
  try {
    const clip = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 2 }));
    await library.start();
    const { teacher } = await setUpLibrary(library);
    const program = disturbProgram(library);
    const memory = watchMemory(library.dataFolder);
    const page = createTestClient(proxy.url, teacher.cookies());
    const onDisk = createSlots(atOnce * 2);
    const settled: Promise<SoakedUpload>[] = [];
    let next = 0;
    const line = async () => {
      for (let number = ++next; number <= count; number = ++next) {
        await onDisk.take();
        const file = new SoakFile(clip, { number, bytes, fill: number % 2 === 1 ? 'holes' : 'noise' });
        const sent = await send(file, page, program, chance, violations);
        const key = await compare(library, file, sent.uploadId, violations);
        const settling = settle(library, teacher, sent.lessonId).then(
          async (media): Promise<SoakedUpload> => {
            if (media !== 'ready') violations.push(`${file.name}: the video is ${media}`);
            // The next file needs the room.
            await rm(join(library.dataFolder, 'media', key), { force: true });
            onDisk.give();
            const fill = number % 2 === 1 ? 'holes' : 'noise';
            const upload = { number, fill, media, ...sent.figures } as const;
            onUpload?.(upload);
            return upload;
          },
        );
        settling.catch(() => {});
        settled.push(settling);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, line));
    const done = await Promise.all(settled);
    await program.idle();
    violations.push(...(await countRows(library, count)));
    const interruptions = proxy.cuts + program.hits + done.length;
    return {
      uploads: done.sort((a, b) => a.number - b.number),
      bytesEach: bytes,
      kills: program.kills,
      restarts: program.restarts,
      newPages: done.length,
      cuts: cutBy,
      resentBytesPerCut: Math.round((proxy.forwarded - count * bytes) / interruptions),
      memory: memory.stop(),
      seconds: Math.round((performance.now() - begun) / 1000),
      violations,
    };
  } finally {
    await proxy.stop();
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined while there is no program. */
function portOf(library: Library): number | undefined {
  try {
    return Number(new URL(library.url).port);
  } catch (error) {
    if (error instanceof NotRunningError) return undefined;
    throw error;
  }
}

interface Sender {
  kills: number;
  restarts: number;
}

/** The program under all uploads: one disturbance after the other, counted for each upload that it meets. */
function disturbProgram(library: Library) {
  const senders = new Set<Sender>();
  let queue = Promise.resolve();
  const program = { kills: 0, restarts: 0, hits: 0 };

  async function disturb(kind: 'kill' | 'restart'): Promise<void> {
    if (kind === 'kill') await library.kill('web');
    else await library.stop();
    program[kind === 'kill' ? 'kills' : 'restarts'] += 1;
    program.hits += senders.size;
    for (const sender of senders) sender[kind === 'kill' ? 'kills' : 'restarts'] += 1;
    await library.start();
  }

  return {
    get kills() {
      return program.kills;
    },
    get restarts() {
      return program.restarts;
    },
    /** Uploads that were met, added up. */
    get hits() {
      return program.hits;
    },
    senders,
    /** Unless a disturbance that others asked for comes first. */
    ask(kind: 'kill' | 'restart', sender: Sender, nth: number): void {
      const counted = kind === 'kill' ? 'kills' : 'restarts';
      queue = queue.then(() => (sender[counted] >= nth ? undefined : disturb(kind)));
    },
    idle: () => queue,
  };
}

/** Sends one file; resolves when the server has it whole. */
async function send(
  file: SoakFile,
  page: TestClient,
  program: ReturnType<typeof disturbProgram>,
  chance: Chance,
  violations: string[],
) {
  const begun = performance.now();
  const sender: Sender = { kills: 0, restarts: 0 };
  const plan: { what: Disturbance; at: number }[] = disturbances
    .map((what) => ({ what, at: file.size * (0.05 + 0.85 * chance.next()) }))
    .sort((a, b) => a.at - b.at);
  const storage = createStorage();
  let acknowledged = 0;
  let kills = 0;

  const watchedFetch: typeof globalThis.fetch = async (address, init) => {
    const from = Number(new Headers(init?.headers).get('upload-offset') ?? Number.NaN);
    // Every disturbance comes before the last byte.
    if (from + ((init?.body as ArrayBuffer | undefined)?.byteLength ?? 0) >= file.size) await program.idle();
    if (from < acknowledged) violations.push(`${file.name}: sent from ${from} after ${acknowledged}`);
    const answer = await page.fetch(String(address), init);
    const offset = Number(answer.headers.get('upload-offset') ?? Number.NaN);
    if (offset < acknowledged) violations.push(`${file.name}: ${offset} after ${acknowledged}`);
    if (offset > acknowledged) acknowledged = offset;
    return answer;
  };
  const open = () =>
    new ResumableUpload(file, {
      owner: 'li',
      events: new EventTarget(),
      storage,
      times,
      fetch: watchedFetch,
    });

  program.senders.add(sender);
  try {
    const done = Promise.withResolvers<{ uploadId: string; lessonId: string }>();
    const follow = (upload: ResumableUpload) => {
      const unfollow = upload.subscribe((state) => {
        if (state.name === 'done') done.resolve({ uploadId: state.uploadId, lessonId: state.lessonId ?? '' });
        else if (['gone', 'refused', 'unreadable', 'signed-out'].includes(state.name))
          done.reject(new Error(`${file.name}: ${JSON.stringify(state)}`));
        const due = plan[0];
        if (!due || !('sent' in state) || state.sent < due.at) return;
        plan.shift();
        if (due.what === 'new page') {
          unfollow();
          upload.pause();
          follow(open());
        } else program.ask(due.what, sender, due.what === 'kill' ? ++kills : 1);
      });
      upload.start();
    };
    follow(open());
    const late = sleep(longestUpload, undefined, { ref: false }).then(() => {
      throw new Error(`${file.name}: not within ${longestUpload} ms`);
    });
    const { uploadId, lessonId } = await Promise.race([done.promise, late]);
    if (sender.kills < 2) violations.push(`${file.name}: met ${sender.kills} kills`);
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { uploadId, lessonId, figures: { seconds, ...sender } };
  } finally {
    program.senders.delete(sender);
  }
}

/** What the database and the disk have beside what was sent; answers the key of the stored file. */
async function compare(
  library: Library,
  file: SoakFile,
  uploadId: string,
  violations: string[],
): Promise<string> {
  const database = openDatabase(library.database);
  try {
    const upload = await findUpload(database.db, uploadId);
    const original = upload?.original_id ? await findOriginal(database.db, upload.original_id) : undefined;
    if (upload?.state !== 'finished' || !original)
      throw new Error(`${file.name}: the upload has no original`);
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(library.dataFolder, 'media', original.store_key)), hash);
    const hashes = [await file.sha256(), original.sha256, hash.digest('hex')];
    if (new Set(hashes).size !== 1) violations.push(`${file.name}: sent, recorded and stored are ${hashes}`);
    return original.store_key;
  } finally {
    await database.close();
  }
}

/** Waits until the video is ready or refused. */
async function settle(library: Library, teacher: TestClient, lessonId: string): Promise<string> {
  const deadline = performance.now() + longestUpload;
  while (performance.now() < deadline) {
    try {
      const { media } = await createTestClient(library.url, teacher.cookies()).json(
        `/api/lessons/${lessonId}`,
        Lesson,
      );
      if (!['queued', 'processing'].includes(media.state)) return media.state;
    } catch (error) {
      if (!(error instanceof NotRunningError || error instanceof TypeError)) throw error;
    }
    await sleep(1000);
  }
  return 'still being made';
}

/** One upload makes one original and one lesson, whatever happened. */
async function countRows(library: Library, expected: number): Promise<string[]> {
  const database = openDatabase(library.database);
  try {
    const count = async (table: 'lessons' | 'originals' | 'uploads') => {
      const rows = await database.db.selectFrom(table).select('id').execute();
      return rows.length;
    };
    const [lessons, originals] = [await count('lessons'), await count('originals')];
    if (lessons === expected && originals === expected) return [];
    return [`${expected} files made ${lessons} lessons and ${originals} originals`];
  } finally {
    await database.close();
  }
}

function createSlots(free: number) {
  const waiting: (() => void)[] = [];
  return {
    async take(): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give(): void {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
