import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../transcoder/test/chance.ts';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { Lesson } from '../contract/lessons.ts';
import { openDatabase } from '../db/open-database.ts';
import { findOriginal } from '../db/originals.ts';
import { findUpload } from '../db/uploads.ts';
import { type ContestReport, contend, pieceBytes } from '../uploads/test/contend.ts';
import { type Cut, cuts, startCuttingProxy } from '../uploads/test/cutting-proxy.ts';
import { createTestClient, type TestClient } from './client.ts';
import { disturbProgram } from './disturb-program.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary, type Library, NotRunningError } from './library-process.ts';
import { sendSoakFile } from './send-soak-file.ts';
import { type Fill, SoakFile } from './soak-file.ts';
import type { OtherStore } from './soak-store.ts';
import { beginUpload, readOffset } from './upload-file.ts';
import { type MemoryFigures, watchMemory } from './watch-memory.ts';

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
  /** Rounds in which two clients sent to one upload and one of them was told that its bytes are kept. */
  contests: number;
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
  /** Where media are kept; the data folder when left out. */
  store?: OtherStore;
  /** So often two clients send different bytes to the same place of one upload. */
  contests: number;
  /** No file is begun after so many. */
  minutes?: number;
  /** The same seed chooses the same moments. */
  seed?: number;
  onUpload?: (upload: SoakedUpload) => void;
}

/** A video that is still not there has a defect behind it, ms. */
const longestEncoding = 1800_000;
/** About as often the line falls under each file. */
const cutsPerUpload = 10;

/**
 * Sends files with the page's own code through a proxy that cuts at chosen bytes, while the web process is
 * killed and the program restarted under each of them, and compares what is stored with what was sent.
 */
export async function runUploadSoak(options: UploadSoakOptions): Promise<UploadSoakReport> {
  const begun = performance.now();
  const { uploads: count, bytes, atOnce, store, minutes = 60, seed = 1, onUpload } = options;
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'qianke-soak-'));
  const library = createLibrary({
    environment: { LOG_LEVEL: 'error', ...store?.environment },
    mediaFolder: store?.mediaFolder,
  });
  const mediaFolder = store?.mediaFolder ?? join(library.dataFolder, 'media');
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
    const contest = await contendFor(library, teacher, options.contests);
    violations.push(...contest.violations);
    const program = disturbProgram(library);
    const memory = watchMemory(library.dataFolder);
    const page = createTestClient(proxy.url, teacher.cookies());
    const onDisk = createSlots(atOnce * 2);
    const settled: Promise<SoakedUpload>[] = [];
    let next = 0;
    const line = async () => {
      for (let number = ++next; number <= count; number = ++next) {
        await onDisk.take();
        if (performance.now() - begun > minutes * 60_000) return onDisk.give();
        const file = new SoakFile(clip, { number, bytes, fill: number % 2 === 1 ? 'holes' : 'noise' });
        const sent = await sendSoakFile(file, page, program, chance, violations);
        const key = await compare(library, mediaFolder, file, { uploadId: sent.uploadId, violations });
        const settling = settle(library, teacher, sent.lessonId).then(
          async (media): Promise<SoakedUpload> => {
            if (media !== 'ready') violations.push(`${file.name}: the video is ${media}`);
            // The next file needs the room.
            await rm(join(mediaFolder, key), { force: true });
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
    violations.push(...(await countRows(library, done.length)));
    const interruptions = proxy.cuts + program.hits + done.length;
    return {
      uploads: done.sort((a, b) => a.number - b.number),
      bytesEach: bytes,
      kills: program.kills,
      restarts: program.restarts,
      newPages: done.length,
      cuts: cutBy,
      resentBytesPerCut: Math.round((proxy.forwarded - done.length * bytes) / interruptions),
      contests: contest.decided,
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

/** Before any file is sent: two clients at one upload of the running program. */
async function contendFor(library: Library, teacher: TestClient, rounds: number): Promise<ContestReport> {
  const address = await beginUpload(teacher, '两处.mp4', rounds * pieceBytes + 1);
  const file = join(library.dataFolder, 'uploads', address.split('/').at(-1) ?? '');
  const tus = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
  const contest = await contend({
    rounds,
    send: (_client, offset, body) =>
      teacher
        .fetch(address, { method: 'PATCH', headers: { ...tus, 'upload-offset': String(offset) }, body })
        .then(
          ({ status }) => status,
          () => 'cut',
        ),
    offset: () => readOffset(teacher, address),
    read: async (start, end) => (await readFile(file)).subarray(start, end),
  });
  await teacher.fetch(address, { method: 'DELETE', headers: tus });
  return contest;
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

/** What the database and the disk have beside what was sent; answers the key of the stored file. */
async function compare(
  library: Library,
  mediaFolder: string,
  file: SoakFile,
  { uploadId, violations }: { uploadId: string; violations: string[] },
): Promise<string> {
  const database = openDatabase(library.database);
  try {
    const upload = await findUpload(database.db, uploadId);
    const original = upload?.original_id ? await findOriginal(database.db, upload.original_id) : undefined;
    if (upload?.state !== 'finished' || !original)
      throw new Error(`${file.name}: the upload has no original`);
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(mediaFolder, original.store_key)), hash);
    const hashes = [await file.sha256(), original.sha256, hash.digest('hex')];
    if (new Set(hashes).size !== 1) violations.push(`${file.name}: sent, recorded and stored are ${hashes}`);
    return original.store_key;
  } finally {
    await database.close();
  }
}

/** Waits until the video is ready or refused. */
async function settle(library: Library, teacher: TestClient, lessonId: string): Promise<string> {
  const deadline = performance.now() + longestEncoding;
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
