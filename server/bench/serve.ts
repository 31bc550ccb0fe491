import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { Lesson } from '../contract/lessons.ts';
import { openDatabase } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { requireNode } from '../operations/require-node.ts';
import { createTestClient, type TestClient } from '../test/client.ts';
import { setUpLibrary } from '../test/library-people.ts';
import { createLibrary } from '../test/library-process.ts';
import { publishLesson } from '../test/publish-lesson.ts';
import { beginUpload, sendRest } from '../test/upload-file.ts';
import { pin, pinned, processorSeconds, residentBytes } from './serve/processes.ts';
import { readPages } from './serve/read-pages.ts';
import { startNginx } from './serve/start-nginx.ts';
import type { Crowd, CrowdReport } from './serve/viewers.ts';

// `npm run bench:serve -- --viewers 500 --seconds 30 --json`: the web process on one processor, everything else
// (viewers, the worker) on another. Beside it, in the same run, nginx sends the same files on the same
// processor. Then the pages, while a video is being transcoded.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const viewers = Number(values.viewers);
const seconds = Number(values.seconds);
if (!(viewers >= 1 && viewers <= 2000)) throw new Error('--viewers: 1 to 2000');
if (!(seconds >= 5 && seconds <= 300)) throw new Error('--seconds: 5 to 300');
if (cpus().length < 2) throw new Error('two processors are needed: one for the server, one for the load');
for (const [program, package_] of [
  ['nginx', 'nginx-light'],
  ['taskset', 'util-linux'],
] as const) {
  if (spawnSync('which', [program]).status !== 0)
    throw new Error(`${program} is missing: apt-get install ${package_}`);
}

const serverProcessor = 0;
const loadProcessor = 1;
const bitsPerSecond = 1_200_000;
const GB = 1e9;

interface Sending extends CrowdReport {
  processorSecondsPerGb: number;
  residentMiB: number;
}

const folder = await mkdtemp(join(tmpdir(), 'qianke-bench-'));
const library = createLibrary({ environment: { TRANSCODERS: '0', LOG_LEVEL: 'warn' } });
let worker: ChildProcess | undefined;
try {
  await library.start();
  const web = library.pid;
  pin(web, serverProcessor);
  worker = startWorker();
  const people = await setUpLibrary(library);
  const clip = await readFile(await makeNoisyClip(join(folder, 'clip.mp4'), 120));
  console.log('publishing a lesson of 120 s …');
  const lesson = await publishLesson(people, clip, '分数的初步认识.mp4');
  const { segments, files } = await listSegments(lesson.id);

  console.log(
    `${viewers} viewers at ${bitsPerSecond / 1e6} Mbit/s for ${seconds} s, one processor sends, another watches`,
  );
  const nginx = await startNginx(join(library.dataFolder, 'media'), serverProcessor);
  const ours: Sending[] = [];
  const theirs: Sending[] = [];
  try {
    const fromNginx = files.map((file) => `${nginx.url}/${file}`);
    // In turns, so that whatever else the machine does meets both.
    for (let turn = 0; turn < 2; turn += 1) {
      theirs.push(await send(nginx.pid, fromNginx));
      ours.push(await send(web, segments));
    }
  } finally {
    await nginx.stop();
  }

  console.log('the same while a video is being transcoded on the other processor, and the pages');
  const address = await beginUpload(people.teacher, '长课.mp4', clip.length);
  const running = await sendRest(people.teacher, address, clip);
  const processing = () => isProcessing(people.teacher, running);
  await eventually(processing);
  const pagesAlone = await readPages(library.url, lesson.id, seconds / 2);
  const [whileTranscoding, pagesBeside] = await Promise.all([
    send(web, segments),
    readPages(library.url, lesson.id, seconds),
  ]);
  const stillTranscoding = await processing();

  const row = (
    name: string,
    { processorSecondsPerGb, firstByte, requests, errors, late, residentMiB }: Sending,
  ) =>
    [
      name.padEnd(26),
      processorSecondsPerGb.toFixed(2).padStart(9),
      firstByte.p50.toFixed(1).padStart(8),
      firstByte.p99.toFixed(1).padStart(8),
      String(requests).padStart(9),
      String(errors.length).padStart(7),
      String(late).padStart(6),
      residentMiB.toFixed(0).padStart(6),
    ].join(' ');
  console.log('                            CPU-s/GB   TTFB p50      p99  requests  errors   late    MiB');
  for (const [index, one] of theirs.entries()) console.log(row(`nginx, turn ${index + 1}`, one));
  for (const [index, one] of ours.entries()) console.log(row(`qianke, turn ${index + 1}`, one));
  console.log(row('qianke, transcoding beside', whileTranscoding));
  const ratio = mean(ours.map(perGb)) / mean(theirs.map(perGb));
  console.log(`CPU of ours ÷ nginx: ${ratio.toFixed(2)}`);
  console.log('pages while transcoding, ms:', pagesAlone);
  console.log(`pages while transcoding beside ${viewers} viewers, ms:`, pagesBeside);
  if (!stillTranscoding) console.log('(the transcode ended before the last measurement did)');
  const errors = [...ours, whileTranscoding].flatMap((one) => one.errors);
  for (const error of errors) console.error(`ERROR ${error}`);
  if (values.json)
    console.log(
      JSON.stringify({
        viewers,
        seconds,
        ours,
        nginx: theirs,
        ratio,
        whileTranscoding,
        pagesAlone,
        pagesBeside,
      }),
    );
  process.exitCode = errors.length > 0 ? 1 : 0;
} finally {
  worker?.kill('SIGTERM');
  await library.remove();
  await rm(folder, { recursive: true, force: true });
}

function startWorker(): ChildProcess {
  const entry = fileURLToPath(new URL('../../transcoder/main.ts', import.meta.url));
  const [command, words] = pinned(loadProcessor);
  const env = { PATH: process.env.PATH, DATA_DIR: library.dataFolder, LOG_LEVEL: 'warn' };
  return spawn(command, [...words, process.execPath, entry], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Pictures that change everywhere, so that segments have the size of a real lesson's. */
function makeNoisyClip(path: string, length: number): Promise<string> {
  const options = ['-vf', 'noise=alls=24:allf=t', '-crf', '28'];
  return makeClip(path, { seconds: length, size: '960x540', options });
}

/** Segments of the rendition nearest to the viewers' bit rate: addresses as a player finds them, and files in the media store. */
async function listSegments(lessonId: string): Promise<{ segments: string[]; files: string[] }> {
  const visitor = createTestClient(library.url);
  const { playback } = await visitor.json(`/api/lessons/${lessonId}`, Lesson);
  const master = new URL(playback?.hls ?? '', library.url);
  const lists = (await (await fetch(master)).text()).split('\n').filter((line) => /^[^#].*m3u8/.test(line));
  const sizes = await Promise.all(
    lists.map(async (name) => {
      const list = new URL(name, master);
      const names = (await (await fetch(list)).text()).split('\n').filter((line) => /^[^#].*m4s/.test(line));
      const addresses = names.map((one) => new URL(one, list).href);
      const head = await fetch(addresses[0] ?? '', { method: 'HEAD' });
      return { addresses, bytes: Number(head.headers.get('content-length')) };
    }),
  );
  const wanted = (bitsPerSecond / 8) * 4;
  const distance = ({ bytes }: { bytes: number }) => Math.abs(bytes - wanted);
  const best = sizes.toSorted((a, b) => distance(a) - distance(b))[0];
  if (!best) throw new Error('the lesson has no renditions');
  console.log(`${best.addresses.length} segments of about ${Math.round(best.bytes / 1024)} KiB`);
  const database = openDatabase(library.database);
  const { store_prefix } = await database.db
    .selectFrom('media_versions')
    .select('store_prefix')
    .where('lesson_id', '=', lessonId)
    .executeTakeFirstOrThrow();
  await database.close();
  const files = best.addresses.map((address) => `${store_prefix}/${address.split('/').slice(6).join('/')}`);
  return { segments: best.addresses, files };
}

async function send(pid: number, segments: string[]): Promise<Sending> {
  const before = processorSeconds(pid);
  const crowd: Crowd = { segments, viewers, bitsPerSecond, seconds };
  const program = fileURLToPath(new URL('serve/viewers.ts', import.meta.url));
  const [command, words] = pinned(loadProcessor);
  const child = spawn(command, [...words, process.execPath, program, JSON.stringify(crowd)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const report = JSON.parse(printed) as CrowdReport;
  const spent = processorSeconds(pid) - before;
  return {
    ...report,
    processorSecondsPerGb: spent / (report.bytes / GB),
    residentMiB: residentBytes(pid) / 1024 ** 2,
  };
}

async function isProcessing(teacher: TestClient, lessonId: string): Promise<boolean> {
  const { media } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
  return media.state === 'processing';
}

function perGb(one: Sending): number {
  return one.processorSecondsPerGb;
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
