import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { makeJudgedSet } from '../../search/bench/judged-set/make-judged-set.ts';
import { makeCorpus } from '../../search/bench/make-corpus.ts';
import { hasOwnMeilisearch } from '../../search/test/start-meilisearch.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import { topicsOf } from './search/read-topics.ts';
import type { Measurement, Task, Times } from './search/scale/measure-store.ts';
import { needMeilisearch, type StoreName, storeNames, stores } from './search/scale/stores.ts';

// `npm run bench:search-scale -- --sizes 3000,100000 --engines embedded,meilisearch --json`: what search costs with
// so many lessons while ten a second are changed, ours beside what others do; and how well each of them finds.
requireNode(process.versions.node);

const example = 'npm run bench:search-scale -- --sizes 3000,100000 --seconds 30';
/** The corpus for which queries are judged, and of which larger ones are made. */
const judgedSize = 10_000;

const folder = await mkdtemp(join(tmpdir(), 'qianke-search-scale-'));
try {
  const options = readOptions(example, {
    sizes: { type: 'string', default: '3000,100000' },
    engines: { type: 'string', default: Object.keys(stores).join(',') },
    seconds: { type: 'string', default: '30' },
    minutes: { type: 'string', default: '30' },
    captions: { type: 'string', default: '0' },
    topics: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  });
  const sizes = options.sizes.split(',').map((one) => readWhole('sizes', one, 100, 2_000_000));
  const seconds = readWhole('seconds', options.seconds, 5, 600);
  const minutes = readWhole('minutes', options.minutes, 1, 240);
  const withCaptions = readWhole('captions', options.captions, 0, 100) / 100;
  const chosen = options.engines.split(',').map(readStore);
  if (!hasOwnMeilisearch() && chosen.some((one) => needMeilisearch.includes(one)))
    throw new OperatorError('没有测量 MEILISEARCH：请把 meilisearch 程序放进 PATH，或用 --engines 去掉它。');

  const topics = await topicsOf(options.topics);
  const lessons = makeCorpus(topics, judgedSize, 1);
  const queries = makeJudgedSet(lessons, { seed: 1, queriesOfKind: 25 });
  const files = { corpus: join(folder, 'corpus.jsonl'), queries: join(folder, 'queries.jsonl') };
  await writeFile(files.corpus, lessons.map((lesson) => `${JSON.stringify(lesson)}\n`).join(''));
  await writeFile(files.queries, queries.map((query) => `${JSON.stringify(query)}\n`).join(''));
  console.log(`${cpus().length} 个处理器，负载 ${loadavg()[0]?.toFixed(1)}；教材课题 ${topics.length} 个。`);
  console.log(`质量：${judgedSize} 节课，${queries.length} 条查询；耗时：一人接一人，同时每秒改 10 节课。`);

  const results: (Measurement & { store: StoreName; size: number })[] = [];
  for (const size of [judgedSize, ...sizes]) {
    console.log(`\n${size} 节课`);
    console.log(
      '  建索引 s  内存 MB  磁盘 MB    搜索 p50/p99    （处理器 ms）    浏览 p50/p99    建议 p50/p99    字幕 p50/p99   可见 s（最多）  改/s  搜索次数',
    );
    for (const store of chosen) {
      const judged = size === judgedSize;
      const measured = await measure(
        { store, size, seconds, judged, withCaptions: judged ? 0 : withCaptions, ...files },
        minutes,
      );
      results.push({ store, size, ...measured });
      console.log(rowOf(measured), storeNames[store]);
    }
  }
  console.log('\n质量   recall@10      MRR');
  for (const { store, quality } of results)
    if (quality) {
      const { recall10, mrr } = quality.all;
      console.log(`${recall10.toFixed(3).padStart(16)} ${mrr.toFixed(3).padStart(8)}  ${storeNames[store]}`);
    }
  if (options.json) console.log(JSON.stringify({ seconds, queries: queries.length, results }));
} catch (error) {
  console.error(explainFailure(error, '搜索测量失败'));
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(task: Task, minutes: number): Promise<Measurement> {
  const program = fileURLToPath(new URL('search/scale/measure-store.ts', import.meta.url));
  const child = spawn(process.execPath, ['--max-old-space-size=12000', program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.timeout(minutes * 60_000),
    killSignal: 'SIGTERM',
  });
  const ended = once(child, 'exit');
  const [printed, [code]] = await Promise.all([text(child.stdout), ended]).catch((cause) => {
    throw new OperatorError(`${storeNames[task.store]} 用了超过 ${minutes} 分钟，测量中止。`, { cause });
  });
  if (code !== 0)
    throw new OperatorError(`${storeNames[task.store]}（${task.size} 节课）没有测成，原因见上。`);
  return JSON.parse(printed) as Measurement;
}

function rowOf(one: Measurement): string {
  const megabytes = (bytes: number | null) => (bytes === null ? '—' : (bytes / 1e6).toFixed(0)).padStart(8);
  const times = (two: Times | null) =>
    (two ? `${two.p50.toFixed(1)} / ${two.p99.toFixed(1)}` : '—').padStart(15);
  return [
    one.buildSeconds.toFixed(1).padStart(9),
    megabytes(one.memoryBytes),
    megabytes(one.diskBytes),
    times(one.search),
    times(one.searchCpu),
    times(one.browse),
    times(one.suggest),
    times(one.captions),
    `${one.visible.p50.toFixed(2)}（${one.visible.most.toFixed(2)}）`.padStart(12),
    one.changesPerSecond.toFixed(1).padStart(5),
    String(one.search.count).padStart(7),
    ' ',
  ].join(' ');
}

function readStore(typed: string): StoreName {
  if (!Object.hasOwn(stores, typed))
    throw new OperatorError(`--engines 只有 ${Object.keys(stores).join('、')}，没有 ${typed}`);
  return typed as StoreName;
}
