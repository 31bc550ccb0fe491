import { setTimeout as sleep } from 'node:timers/promises';
import { Lesson } from '../contract/lessons.ts';
import { startCuttingProxy } from '../media-store/test/cutting-proxy.ts';
import { startOwnS3 } from '../media-store/test/start-s3-server.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import type { TestClient } from '../test/client.ts';
import { setUpLibrary } from '../test/library-people.ts';
import { createLibrary } from '../test/library-process.ts';
import { uploadFile } from '../test/upload-file.ts';

// `npm run bench:early -- --source FILE`: the program as it is, a file sent to it, and how long after the answer to its
// last byte a teacher can watch the beginning. With `--beside FILE` its only worker is busy with that one meanwhile;
// with `--store s3` the file goes into a versitygw first, and out of it again over a line of so many `--megabits`.
requireNode(process.versions.node);
process.umask(0o022);

const everyMs = 50;

/** Seconds since the answer to the last byte. */
interface EarlySight {
  /** The address stands in the answer about the lesson. */
  address: number;
  /** The first segment has been fetched, and the initialisation it stands on. */
  firstSegment: number;
  /** So can as much as lasts 12 s. */
  twelveSeconds: number;
  /** The lesson says how far it is; one that waits for its turn does not. */
  progress?: number;
  /** Bytes that a store elsewhere has sent by the first segment, and by twelve seconds. */
  received?: { atFirst: number; atTwelve: number };
}

/** A store elsewhere, and the line to it. */
interface FarStore {
  environment: Record<string, string>;
  received(): number;
  stop(): Promise<void>;
}

try {
  const options = readOptions('npm run bench:early -- --source 课.mp4', {
    source: { type: 'string', about: '要上传的视频' },
    times: { type: 'string', default: '3', about: '量几次' },
    beside: { type: 'string', about: '先上传另一个视频，唯一的处理进程正忙着转码它' },
    store: { type: 'string', default: 'folder', about: 'folder：在数据目录；s3：另起一个 versitygw' },
    megabits: {
      type: 'string',
      about: '只和 --store s3 一起用：从它读取的线路带宽，兆比特每秒；不写或 0 为不限',
    },
    json: { type: 'boolean', default: false },
  });
  if (!options.source) throw new OperatorError('请用 --source 给出要上传的视频');
  const times = readWhole('times', options.times, 1, 20);
  if (!['folder', 's3'].includes(options.store)) throw new OperatorError('--store 要用 folder 或 s3');
  if (options.megabits !== undefined && options.store !== 's3')
    throw new OperatorError('--megabits 是到 S3 的线路带宽，要和 --store s3 一起用');
  const megabits = readWhole('megabits', options.megabits ?? '0', 0, 100_000);
  const seen: EarlySight[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const far = options.store === 's3' ? await startFarStore(megabits) : undefined;
    try {
      seen.push(await measure(options.source, options.beside, far));
    } finally {
      await far?.stop();
    }
  }
  const worst = Math.max(...seen.map(({ firstSegment }) => firstSegment));
  console.log(`${seen.length} 次里最慢：最后一个字节得到回答后 ${worst.toFixed(1)} 秒能看开头`);
  if (options.json) console.log(JSON.stringify({ seen, worst }));
} catch (error) {
  console.error(explainFailure(error, '测量失败'));
  process.exitCode = 2;
}

async function startFarStore(megabits: number): Promise<FarStore> {
  const s3 = await startOwnS3();
  const location = s3.newLocation();
  const bytesPerSecond = megabits === 0 ? undefined : (megabits * 1e6) / 8;
  const line = await startCuttingProxy(location.endpoint ?? '', { bytesPerSecond });
  return {
    environment: { ...s3.environment(location), AWS_ENDPOINT_URL_S3: line.url },
    received: line.received,
    async stop() {
      await line.close();
      await s3.stop();
    },
  };
}

/** A library of its own each time: the same bytes would not be transcoded anew. */
async function measure(source: string, beside: string | undefined, far?: FarStore): Promise<EarlySight> {
  const environment = { LOG_LEVEL: 'warn', TRANSCODERS: '1', ...far?.environment };
  const library = createLibrary({ environment });
  try {
    await library.start();
    const { teacher } = await setUpLibrary(library);
    if (beside) await untilEncoded(teacher, await uploadFile(teacher, beside));
    const lessonId = await uploadFile(teacher, source);
    const before = far?.received() ?? 0;
    const received = far && (() => far.received() - before);
    const sight = await watch(teacher, lessonId, {
      since: performance.now(),
      waits: beside !== undefined,
      received,
    });
    const [address, first, twelve, progress = '还没轮到'] = [
      ...[sight.address, sight.firstSegment, sight.twelveSeconds, sight.progress],
    ].map((seconds) => seconds?.toFixed(2).concat(' 秒'));
    console.log(`地址 ${address}，第一个切片 ${first}，前 12 秒 ${twelve}，进度 ${progress}`);
    if (sight.received) {
      const [atFirst, atTwelve] = [sight.received.atFirst, sight.received.atTwelve].map((bytes) =>
        (bytes / 1e6).toFixed(1),
      );
      console.log(`到第一个切片从 S3 收到 ${atFirst} MB，到前 12 秒 ${atTwelve} MB`);
    }
    return sight;
  } finally {
    await library.remove();
  }
}

async function untilEncoded(teacher: TestClient, lessonId: string): Promise<void> {
  const progress = async () => (await teacher.json(`/api/lessons/${lessonId}`, Lesson)).media.progress;
  while ((await progress()) === 0) await sleep(everyMs);
}

/** Until all of it is there; of a lesson that waits for its turn what there is while it does. */
async function watch(
  teacher: TestClient,
  lessonId: string,
  { since, waits, received }: { since: number; waits: boolean; received?: () => number },
): Promise<EarlySight> {
  const passed = () => (performance.now() - since) / 1000;
  const sight: Partial<EarlySight> = {};
  let atFirst = 0;
  let atTwelve = 0;
  for (;;) {
    const { media, playback } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
    if (!(waits ? ['queued'] : ['queued', 'processing']).includes(media.state))
      throw new Error(`the video is ${media.state}`);
    if (media.progress > 0) sight.progress ??= passed();
    if (playback?.early) {
      sight.address ??= passed();
      const { seconds, files } = await readPlaylist(teacher, playback.early);
      if (sight.firstSegment === undefined) {
        await fetchAll(teacher, playback.early, files.slice(0, 2));
        sight.firstSegment = passed();
        atFirst = received?.() ?? 0;
      }
      if (seconds >= 12 && sight.twelveSeconds === undefined) {
        await fetchAll(teacher, playback.early, files);
        sight.twelveSeconds = passed();
        atTwelve = received?.() ?? 0;
      }
    }
    const { address, firstSegment, twelveSeconds, progress } = sight;
    if (address && firstSegment && twelveSeconds && (progress || waits))
      return {
        ...{ address, firstSegment, twelveSeconds, progress },
        received: received && { atFirst, atTwelve },
      };
    await sleep(everyMs);
  }
}

async function readPlaylist(teacher: TestClient, address: string) {
  const text = await (await teacher.get(address)).text();
  const seconds = [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, one]) => sum + Number(one), 0);
  return { seconds, files: text.match(/\w+\/(init\.mp4|\d{5}\.m4s)/g) ?? [] };
}

async function fetchAll(teacher: TestClient, address: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const answer = await teacher.get(address.replace('index.m3u8', file));
    if (answer.status !== 200) throw new Error(`${file} is answered with ${answer.status}`);
    await answer.arrayBuffer();
  }
}
