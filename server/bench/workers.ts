import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../../transcoder/bench/median.ts';
import { watchChildren } from '../../transcoder/test/watch-children.ts';
import { startWorker, type TestWorker } from '../../transcoder/worker/test/start-worker.ts';
import { readConfig } from '../config.ts';
import { Lesson } from '../contract/lessons.ts';
import { openDatabase } from '../db/open-database.ts';
import { startPostgres } from '../db/test/each-database.ts';
import { readEnvironment } from '../env.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { type OwnS3, startOwnS3 } from '../media-store/test/start-s3-server.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import { setUpLibrary } from '../test/library-people.ts';
import { createLibrary } from '../test/library-process.ts';
import { uploadFile } from '../test/upload-file.ts';

// `npm run bench:workers -- --source FILE --store s3`: the program on PostgreSQL, one long recording sent to it, and how
// long two workers of one core each need for its pieces beside one worker of two cores that makes it in one pass.
requireNode(process.versions.node);
process.umask(0o022);

const everyMs = 50;

/** Who transcodes: `workers` processes of so many cores each. */
interface Crew {
  workers: number;
  cores: number;
  /** 0: as a whole. */
  pieceSeconds: number;
}

/** Since the answer to the last byte. */
interface Spent {
  seconds: number;
  /** Processor time of everything: workers and what they run, website, database, store. */
  cpuSeconds: number;
}

interface Timed {
  /** When it was looked into and cut; null where it was not. */
  cut: Spent | null;
  /** When its last piece was there. */
  pieces: Spent | null;
  ready: Spent;
  pieceCount: number;
}

const postgres = startPostgres();
let s3: OwnS3 | undefined;
try {
  const options = readOptions('npm run bench:workers -- --source 课.mp4 --store s3', {
    source: { type: 'string', about: '要转码的长视频' },
    store: { type: 'string', default: 'folder', about: '媒体存放处：folder 或 s3（需要 versitygw）' },
    times: { type: 'string', default: '3', about: '轮流量几次' },
    'piece-seconds': { type: 'string', default: '120', about: '每段约多少秒' },
    json: { type: 'boolean', default: false },
  });
  const { source, store } = options;
  if (!source) throw new OperatorError('请用 --source 给出要转码的视频');
  if (!['folder', 's3'].includes(store)) throw new OperatorError(`--store 要用 folder 或 s3，不是 ${store}`);
  const times = readWhole('times', options.times, 1, 20);
  const pieceSeconds = readWhole('piece-seconds', options['piece-seconds'], 12, 3600);
  if (store === 's3') s3 = await startOwnS3();
  await postgres.start();

  const one: Timed[] = [];
  const two: Timed[] = [];
  // In turns, so that whatever else the machine does meets both.
  for (let turn = 0; turn < times; turn += 1) {
    one.push(await measure('一个进程，两个核心，不分段', source, { workers: 1, cores: 2, pieceSeconds: 0 }));
    two.push(await measure('两个进程，各一个核心，分段', source, { workers: 2, cores: 1, pieceSeconds }));
  }
  const middle = (timed: readonly Timed[], what: keyof Spent) =>
    median(timed.map(({ ready }) => ready[what]));
  const wall = middle(two, 'seconds') / middle(one, 'seconds');
  const cpu = middle(two, 'cpuSeconds') / middle(one, 'cpuSeconds');
  console.log(`两个进程 ÷ 一个进程（中位数）：历时 ${wall.toFixed(2)}，处理器 ${cpu.toFixed(2)}`);
  if (options.json) console.log(JSON.stringify({ store, one, two, wall, cpu }));
} catch (error) {
  console.error(explainFailure(error, '测量失败'));
  process.exitCode = 2;
} finally {
  await s3?.stop();
  await postgres.stop();
}

/** A library of its own each time: the same bytes would not be transcoded anew. */
async function measure(name: string, source: string, crew: Crew): Promise<Timed> {
  const environment = { LOG_LEVEL: 'warn', TRANSCODERS: '0', ...s3?.environment(s3.newLocation()) };
  const library = createLibrary({ database: await postgres.newDatabase(), environment });
  const workers: TestWorker[] = [];
  try {
    await library.start();
    const { teacher } = await setUpLibrary(library);
    const own = {
      ...{ LOG_LEVEL: 'info', TRANSCODERS: '1', PIECE_SECONDS: String(crew.pieceSeconds) },
      TRANSCODER_CORES: String(crew.cores),
    };
    const variables = { ...environment, DATA_DIR: library.dataFolder, ...own };
    const config = { ...readConfig(readEnvironment(variables)), database: library.database };
    for (let n = 0; n < crew.workers; n += 1)
      workers.push(startWorker({ context: { config } }, { environment: { ...environment, ...own } }));
    for (const worker of workers)
      await eventually(() => worker.log().includes('ready to transcode'), { within: 60_000 });
    using watch = watchChildren();
    const lessonId = await uploadFile(teacher, source);
    const [since, before] = [performance.now(), watch.cpuSeconds];
    const timed = await watchJobs(library.database, () => ({
      seconds: (performance.now() - since) / 1000,
      cpuSeconds: watch.cpuSeconds - before,
    }));
    const { media } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
    if (media.state !== 'ready') throw new Error(`the video is ${media.state}: ${media.reason?.text}`);
    console.log(describe(name, timed, workers.map(coresOf)));
    return timed;
  } finally {
    await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
    await library.remove();
  }
}

/** Follows the job of the library's one video to its end. */
async function watchJobs(config: Parameters<typeof openDatabase>[0], spent: () => Spent): Promise<Timed> {
  const database = openDatabase(config);
  const jobs = database.db.selectFrom('jobs').select(['state', 'part_of']).where('kind', '=', 'transcode');
  let cut: Spent | null = null;
  let pieces: Spent | null = null;
  try {
    for (;;) {
      const rows = await jobs.execute();
      const parts = rows.filter(({ part_of }) => part_of !== null);
      const state = rows.find(({ part_of }) => part_of === null)?.state;
      if (state === 'split') cut ??= spent();
      else if (cut !== null) pieces ??= spent();
      if (state === 'done' || state === 'failed')
        return { cut, pieces, ready: spent(), pieceCount: parts.length };
      await sleep(everyMs);
    }
  } finally {
    await database.close();
  }
}

/** The cores that a process may use, as the kernel lists them (proc(5)). */
function coresOf({ process: { pid } }: TestWorker): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '?';
}

function describe(name: string, { cut, pieces, ready, pieceCount }: Timed, cores: string[]): string {
  const stages =
    cut && pieces
      ? `（看片 ${say(cut)}；${pieceCount} 段 ${say(pieces, cut)}；合并 ${say(ready, pieces)}）`
      : '';
  return `${name}（核心 ${cores.join('、')}）：${say(ready)}${stages}`;
}

function say(until: Spent, since: Spent = { seconds: 0, cpuSeconds: 0 }): string {
  const seconds = (until.seconds - since.seconds).toFixed(1);
  return `历时 ${seconds} 秒、处理器 ${(until.cpuSeconds - since.cpuSeconds).toFixed(1)} 秒`;
}
