import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { residentBytes } from '../bench/serve/processes.ts';
import { Lesson } from '../contract/lessons.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { createTestClient } from './client.ts';
import { setUpLibrary } from './library-people.ts';
import { createLibrary } from './library-process.ts';
import { publishLesson } from './publish-lesson.ts';

export interface LoadSoakOptions {
  /** Of the video that is watched: what fits into the buffers of a connection holds nobody up. */
  clipSeconds: number;
  /** Connections that say nothing, and as many that never end their headers. */
  idleSockets: number;
  /** Viewers who take the whole video and read next to nothing. */
  slowReaders: number;
  /** Forms sent a byte at a time. */
  slowSenders: number;
  /** Requests for ranges: sensible, many at once, absurd. */
  ranges: number;
  /** Viewers who leave as soon as the answer begins. */
  leavers: number;
  onStep?: (step: string) => void;
}

export interface LoadSoakReport {
  /** Pages read all the while, ms. */
  pages: { count: number; p50: number; p99: number };
  residentMiB: { before: number; most: number; after: number };
  openFiles: { before: number; most: number; after: number };
  /** Empty when all is well. */
  violations: string[];
}

/** What the web process may take beside its usual memory, whatever is asked of it, MiB. */
const mostGrowth = 300;
/** Of the files that are open at the beginning so many may belong to connections that end by themselves. */
const spareFiles = 5;

/**
 * Lays every kind of bad client on the real program, one kind after the other, while somebody reads pages; and
 * says whether all pages came, memory stayed bounded and nothing stayed open.
 */
export async function runLoadSoak(options: LoadSoakOptions): Promise<LoadSoakReport> {
  const { onStep = () => {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'qianke-load-'));
  const library = createLibrary({ environment: { LOG_LEVEL: 'error' } });
  const violations: string[] = [];
  let stopWatching = () => {};
  try {
    await library.start();
    const people = await setUpLibrary(library);
    const noise = ['-vf', 'noise=alls=40:allf=t', '-crf', '20'];
    const clip = await makeClip(join(folder, 'clip.mp4'), {
      seconds: options.clipSeconds,
      size: '640x360',
      options: noise,
    });
    const lesson = await publishLesson(people, await readFile(clip), '光合作用.mp4');
    const { playback } = await createTestClient(library.url).json(`/api/lessons/${lesson.id}`, Lesson);
    const video = new URL(playback?.mp4 ?? '', library.url);
    const watch = watchProcess(library.pid, library.url, lesson.id);
    stopWatching = watch.stop;

    onStep('connections that say nothing');
    const silent = await Promise.all([
      ...Array.from({ length: options.idleSockets }, () => openSocket(video, '')),
      ...Array.from({ length: options.idleSockets }, () =>
        openSocket(video, 'GET / HTTP/1.1\r\nHost: a\r\nX-A: '),
      ),
    ]);
    // Headers that are not there after 20 s are not coming; a connection without a byte may wait longer.
    await eventually(() => silent.slice(options.idleSockets).every((socket) => socket.closed), {
      within: 60_000,
    });
    for (const socket of silent) socket.destroy();

    onStep('viewers who read next to nothing');
    const readers = await Promise.all(
      Array.from({ length: options.slowReaders }, () =>
        openSocket(video, `GET ${video.pathname} HTTP/1.1\r\nHost: ${video.host}\r\n\r\n`, { reads: false }),
      ),
    );
    await watch.holds(readers.length);
    await watch.settle();
    if (readers.some((socket) => socket.closed)) violations.push('a slow viewer was cut off within seconds');
    for (const socket of readers) socket.destroy();

    onStep('forms that come a byte at a time');
    const senders = await Promise.all(
      Array.from({ length: options.slowSenders }, () =>
        openSocket(
          video,
          `POST /api/session HTTP/1.1\r\nHost: ${video.host}\r\nOrigin: ${video.origin}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{`,
        ),
      ),
    );
    const dripping = setInterval(() => {
      for (const socket of senders) if (!socket.closed) socket.write(' ');
    }, 1000);
    await eventually(() => senders.every((socket) => socket.closed), { within: 120_000 });
    clearInterval(dripping);

    onStep('a flood of ranges');
    violations.push(...(await floodRanges(video, options.ranges)));

    onStep('viewers who leave at once');
    await inTurns(options.leavers, 50, () => leave(video));

    onStep('rest');
    const report = await watch.end(violations);
    const { code } = await library.stop();
    if (code !== 0) violations.push(`the program ended with ${code} when it was told to stop`);
    return report;
  } finally {
    stopWatching();
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads pages and measures the process until told to end. */
function watchProcess(pid: number, url: string, lessonId: string) {
  const openFiles = () => readdirSync(`/proc/${pid}/fd`).length;
  const residentMiB = () => Math.round(residentBytes(pid) / 1024 ** 2);
  const before = { resident: residentMiB(), files: openFiles() };
  const most = { ...before };
  const times: number[] = [];
  const failures: string[] = [];
  let over = false;

  async function readPages(): Promise<void> {
    const paths = ['/', `/lessons/${lessonId}`, '/lessons?subject=math', '/readyz'];
    for (let number = 0; !over; number += 1) {
      const path = paths[number % paths.length] ?? '/';
      const begun = performance.now();
      try {
        const response = await fetch(url + path, { signal: AbortSignal.timeout(30_000) });
        await response.arrayBuffer();
        if (response.status !== 200) failures.push(`${path} answered ${response.status}`);
      } catch (error) {
        failures.push(`${path}: ${error}`);
      }
      times.push(performance.now() - begun);
      await sleep(50);
    }
  }
  const reading = readPages();
  const measuring = setInterval(() => {
    most.resident = Math.max(most.resident, residentMiB());
    most.files = Math.max(most.files, openFiles());
  }, 100);

  function stop(): void {
    over = true;
    clearInterval(measuring);
  }

  return {
    stop,

    /** Until the process has taken in so many connections more than at the beginning. */
    async holds(connections: number): Promise<void> {
      const held = () => {
        const files = openFiles();
        // Seen here, whether or not a measuring falls into the same moment.
        most.files = Math.max(most.files, files);
        return files >= before.files + connections - spareFiles;
      };
      await eventually(held, { within: 60_000 });
    },

    /** Until the memory has not grown for two seconds. */
    async settle(): Promise<void> {
      let last = Number.NaN;
      await eventually(
        () => {
          const now = residentMiB();
          const still = now <= last;
          last = now;
          return still;
        },
        { within: 30_000, every: 2000 },
      );
    },

    async end(violations: string[]): Promise<LoadSoakReport> {
      // Two of these files are the reader's own kept connections.
      const closed = () => openFiles() <= before.files + spareFiles;
      await eventually(closed, { within: 60_000 }).catch(() =>
        violations.push(`${openFiles()} open files, ${before.files} before`),
      );
      stop();
      await reading;
      violations.push(...new Set(failures));
      if (most.resident > before.resident + mostGrowth)
        violations.push(`${most.resident} MiB of memory, ${before.resident} before`);
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
      return {
        pages: { count: times.length, p50: at(0.5), p99: at(0.99) },
        residentMiB: { before: before.resident, most: most.resident, after: residentMiB() },
        openFiles: { before: before.files, most: most.files, after: openFiles() },
        violations,
      };
    },
  };
}

/** A connection that has sent `text`; what comes back is thrown away, or with `reads: false` left where it is. */
async function openSocket(address: URL, text: string, { reads = true } = {}): Promise<Socket> {
  const socket = connect(Number(address.port), address.hostname);
  socket.on('error', () => {});
  if (reads) socket.resume();
  else socket.pause();
  const opened = Promise.withResolvers<void>();
  socket.once('connect', opened.resolve).once('close', opened.resolve);
  await opened.promise;
  if (text !== '') socket.write(text);
  return socket;
}

const rangeForms: ((bytes: number, number: number) => string)[] = [
  (bytes, number) => `bytes=${number % bytes}-${number % bytes}`,
  (bytes, number) => `bytes=${(number * 7919) % bytes}-`,
  (_bytes, number) => `bytes=-${number + 1}`,
  () => `bytes=${Array.from({ length: 500 }, (_, index) => `${index}-${index + 2}`).join(',')}`,
  (bytes) => `bytes=${bytes}-`,
  () => 'bytes=5-2',
  () => 'bytes=99999999999999999999-',
  () => 'lines=1-2',
  () => 'bytes=',
];

async function floodRanges(video: URL, count: number): Promise<string[]> {
  const head = await fetch(video, { method: 'HEAD' });
  const bytes = Number(head.headers.get('content-length'));
  const wrong = new Set<string>();
  await inTurns(count, 64, async (number) => {
    const range = rangeForms[number % rangeForms.length]?.(bytes, number) ?? '';
    const status = await askRange(video, range);
    if (![200, 206, 416].includes(status)) wrong.add(`${range.slice(0, 40)} answered ${status}`);
  });
  return [...wrong];
}

/** On a connection of its own, which is not kept. */
function askRange(video: URL, range: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = get(video, { headers: { range }, agent: false }, (response) => {
    response.once('error', () => {}).destroy();
    resolve(response.statusCode ?? 0);
  });
  request.once('error', reject);
  return promise;
}

function leave(video: URL): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const request = get(video, (response) => {
    response.once('error', () => {});
    response.once('data', () => request.destroy());
  });
  request.once('error', () => {}).once('close', resolve);
  return promise;
}

/** Does `count` of them, at most `atOnce` at a time. */
async function inTurns(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const turn = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, turn));
}
