import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type JudgedQuery, judge, percentile, type QualityReport } from '../../../../search/bench/quality.ts';
import { createRandom } from '../../../../search/bench/random.ts';
import { askCaptions } from '../../../../search/bench/scale/captions.ts';
import { enlarge, type LargeCorpus } from '../../../../search/bench/scale/large-corpus.ts';
import { CorpusLesson } from '../corpus-lesson.ts';
import type { MeasuredStore } from './measured-store.ts';
import { type StoreName, stores } from './stores.ts';

/** What the program is told, as JSON, in its one argument. */
export interface Task {
  store: StoreName;
  size: number;
  /** How long people search while lessons change. */
  seconds: number;
  /** Files: the lessons that are enlarged, and the judged queries that are asked. */
  corpus: string;
  queries: string;
  /** Of the lessons, 0 to 1. */
  withCaptions: number;
  /** Judge every answer; only for the corpus that the queries were judged for. */
  judged: boolean;
}

export interface Times {
  count: number;
  p50: number;
  p99: number;
}

/** What it prints, as one line of JSON. Times in ms, sizes in bytes; null where there is none. */
export interface Measurement {
  buildSeconds: number;
  memoryBytes: number | null;
  diskBytes: number | null;
  search: Times;
  /** What a search takes of the processor, other load left out; null where another process does the work. */
  searchCpu: Times | null;
  browse: Times;
  /** Searches for what only captions say; null where there are none, or nobody looks into them. */
  captions: Times | null;
  suggest: Times | null;
  /** From publication until it was found (s). */
  visible: { count: number; p50: number; most: number };
  changesPerSecond: number;
  quality: QualityReport | null;
}

/** Between changes (ms): ten in a second. */
const changeInterval = 100;
/** Between lessons of which is measured when they are found, and looks for one (ms). */
const probeInterval = 2000;
const lookInterval = 20;
const giveUp = 60_000;
/** Asked before times are taken. */
const warmUp = 30;

// A process of its own for each store, so that its memory is its own.
const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const queries = linesOf(task.queries).map((line) => JSON.parse(line) as JudgedQuery);
const base = linesOf(task.corpus).map((line) => CorpusLesson.parse(JSON.parse(line)));
const corpus = enlarge(base, task.size, task.withCaptions);
await using store = await stores[task.store]();
// What a store started of its own ends with it.
process.once('SIGTERM', async () => {
  await store[Symbol.asyncDispose]();
  process.exit(143);
});
const begun = performance.now();
await store.build(corpus);
const buildSeconds = (performance.now() - begun) / 1000;
const quality = task.judged ? await judgeAll(store) : null;
const load = await underLoad(store, corpus);
const measurement: Measurement = {
  buildSeconds,
  memoryBytes: memoryOf(store.processes()),
  diskBytes: await store.diskBytes(),
  ...load,
  quality,
};
console.log(JSON.stringify(measurement));

async function judgeAll(one: MeasuredStore): Promise<QualityReport> {
  const answers = [];
  for (const { q } of queries) {
    const asked = performance.now();
    const ids = await one.search(q);
    answers.push({ ids, milliseconds: performance.now() - asked });
  }
  return judge(queries, answers);
}

/** One person after the other searches, browses and types, while lessons are changed all the time. */
async function underLoad(one: MeasuredStore, lessons: LargeCorpus) {
  const random = createRandom(1);
  for (const { q } of queries.slice(0, warmUp)) await one.search(q);
  const times = {
    search: [] as number[],
    browse: [] as number[],
    suggest: [] as number[],
    captions: [] as number[],
  };
  const cpu: number[] = [];
  const visible: number[] = [];
  const end = performance.now() + task.seconds * 1000;
  const running = () => performance.now() < end;
  let changes = 0;

  async function change(): Promise<void> {
    for (let next = performance.now(); running(); next += changeInterval) {
      await wait(Math.max(0, next - performance.now()));
      const lesson = lessons.lesson(random.whole(lessons.size));
      await one.publish({ ...lesson, title: `${lesson.title} 改${++changes}` });
    }
  }

  async function probe(): Promise<void> {
    for (let number = 0; running(); number++) {
      const word = `zz${number}${random.whole(1e6)}`;
      const id = `probe-${number}`;
      const published = performance.now();
      await one.publish({ ...lessons.lesson(number), id, title: `见证 ${word}` });
      while (!(await one.search(word)).includes(id)) {
        if (performance.now() - published > giveUp) throw new Error(`${word} was not found within a minute`);
        await wait(lookInterval);
      }
      visible.push((performance.now() - published) / 1000);
      await wait(probeInterval);
    }
  }

  async function timed(list: number[], ask: () => Promise<unknown>): Promise<void> {
    const asked = performance.now();
    const { user, system } = process.threadCpuUsage();
    await ask();
    list.push(performance.now() - asked);
    const spent = process.threadCpuUsage();
    if (list === times.search) cpu.push((spent.user - user + spent.system - system) / 1000);
  }

  async function ask(): Promise<void> {
    const order = random.shuffled(queries);
    for (let turn = 0; running(); turn++) {
      await timed(times.search, () => one.search(order[turn % order.length]!.q));
      const place = lessons.lesson(random.whole(Math.min(lessons.size, 10_000)));
      await timed(times.browse, () => one.browse(place));
      const { suggest } = one;
      const typed = place.title.slice(0, 1 + random.whole(6));
      if (suggest) await timed(times.suggest, () => suggest(typed));
      const { captions } = one.readsCaptions ? lessons.lesson(random.whole(lessons.size)) : {};
      if (captions) {
        const said = askCaptions(captions, random);
        await timed(times.captions, () => one.search(said));
      }
      // What follows changes has its turn too: it may live in the same process.
      await wait(1);
    }
  }

  await Promise.all([change(), probe(), ask()]);
  return {
    search: summed(times.search),
    searchCpu: one.processes()?.includes(process.pid) ? summed(cpu) : null,
    browse: summed(times.browse),
    captions: times.captions.length > 0 ? summed(times.captions) : null,
    suggest: one.suggest ? summed(times.suggest) : null,
    visible: { count: visible.length, p50: percentile(visible, 0.5), most: percentile(visible, 1) },
    changesPerSecond: changes / task.seconds,
  };
}

function summed(list: readonly number[]): Times {
  return { count: list.length, p50: percentile(list, 0.5), p99: percentile(list, 0.99) };
}

/** What processes hold, memory that they share counted once (proc(5): Pss). */
function memoryOf(processes: number[] | null): number | null {
  if (processes === null) return null;
  const kib = processes.map((pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/mu.exec(text)?.[1] ?? 0);
  });
  return kib.reduce((sum, one) => sum + one, 0) * 1024;
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
