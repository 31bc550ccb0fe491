import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../transcoder/test/chance.ts';
import { HOSTILE_BOMBS } from '../../transcoder/test/hostile-bombs.ts';
import type { HostileFile } from '../../transcoder/test/hostile-file.ts';
import { HOSTILE_REFERENCES } from '../../transcoder/test/hostile-references.ts';
import { type Canary, openCanary } from '../../transcoder/test/open-canary.ts';
import { makeSeedClips } from '../../transcoder/test/seed-clips.ts';
import { spoilClips } from '../../transcoder/test/spoilt-files.ts';
import { Lesson } from '../contract/lessons.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { createTestClient, type TestClient } from './client.ts';
import { type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library, processesOn } from './library-process.ts';
import { beginUpload, sendRest } from './upload-file.ts';

export interface ThroughProgramReport {
  files: number;
  /** `ready` and codes of refusals, with how often each came. */
  outcomes: Record<string, number>;
  /** Of others' requests meanwhile, ms. */
  answered: { count: number; slowest: number };
  /** Connections and datagrams that reached the canary. */
  hits: number;
  seconds: number;
  /** In words; empty when all is well. */
  violations: string[];
}

export interface ThroughProgramOptions {
  /** Told of each file and what it ended as. */
  onFile?: (name: string, outcome: string, seconds: number) => void;
  /** Within which each file has to end, ms: the transcoder's own limits, and the files that wait before it. */
  longest?: number;
}

/** Uploads that are on their way at a time. */
const AT_A_TIME = 3;
const HANG_MS = 1200_000;
/** What is larger is a matter of uploads, not of hostile content. */
const LARGEST_BYTES = 32 * 1024 ** 2;

/**
 * Starts the program as users do, and sends so many hostile files through it: two fifths of them made by hand, the
 * others spoilt by chance.
 */
export async function runHostileThroughProgram({
  files: count,
  seed,
  ...options
}: ThroughProgramOptions & { files: number; seed: number }): Promise<ThroughProgramReport> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-hostile-'));
  const library = createLibrary({ environment: { LOG_LEVEL: 'warn' } });
  try {
    await using canary = await openCanary(folder);
    const chance = createChance(seed);
    const byHand = [...HOSTILE_REFERENCES, ...HOSTILE_BOMBS]
      .map((file) => ({ file, order: chance.next() }))
      .sort((one, other) => one.order - other.order)
      .slice(0, Math.round(count * 0.4))
      .map(({ file }) => file);
    const spoilt = spoilClips(await makeSeedClips(folder), count - byHand.length, seed);
    await library.start();
    const people = await setUpLibrary(library);
    const report = await sendHostileFiles(library, people, canary, [...byHand, ...spoilt], options);
    const { code } = await library.stop();
    if (code !== 0) report.violations.push(`the program ended with ${code} when it was told to stop`);
    const left = processesOn(library.dataFolder).length;
    if (left > 0) report.violations.push(`${left} processes were left behind`);
    return report;
  } finally {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Uploads each file to a program that runs, as a teacher does, and waits for what becomes of it: every lesson must
 * end `ready` or `rejected`, in the same two processes, while others are answered.
 */
export async function sendHostileFiles(
  library: Library,
  { teacher }: Pick<LibraryPeople, 'teacher'>,
  canary: Canary,
  files: readonly HostileFile[],
  { onFile = () => {}, longest = HANG_MS }: ThroughProgramOptions = {},
): Promise<ThroughProgramReport> {
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'qianke-hostile-'));
  const outcomes: Record<string, number> = {};
  const violations: string[] = [];
  const queue = [...files.entries()];
  let sent = 0;
  try {
    await eventually(() => library.pidOf('worker') !== undefined, { within: 60_000 });
    const watch = watchProgram(library);

    async function sendOne(number: number, file: HostileFile): Promise<void> {
      const path = join(folder, String(number));
      await file.make(path, canary);
      const { size } = await stat(path);
      if (size === 0 || size > LARGEST_BYTES) return;
      const started = performance.now();
      const bytes = Uint8Array.from(await readFile(path));
      await rm(path);
      sent += 1;
      const id = await sendRest(teacher, await beginUpload(teacher, `第${number + 1}课.mp4`, size), bytes);
      const { media, playback } = await waitForEnd(teacher, id, longest);
      const outcome = media.state === 'rejected' ? (media.reason?.code ?? 'rejected') : media.state;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (media.state !== 'ready' && media.state !== 'rejected')
        violations.push(`${file.name} ends as ${media.state}: ${media.reason?.code}`);
      if (media.state === 'rejected' && !media.reason?.text)
        violations.push(`${file.name}: nothing is said of why it was refused`);
      if (file.outcomes && !file.outcomes.some((right) => right === outcome))
        violations.push(`${file.name} ends as ${outcome} instead of ${file.outcomes.join(' or ')}`);
      if (media.state === 'ready') {
        const playlist = await teacher.get(playback?.hls ?? '/nothing');
        await playlist.arrayBuffer();
        if (playlist.status !== 200) violations.push(`${file.name} is ready and does not play`);
      }
      onFile(file.name, outcome, (performance.now() - started) / 1000);
    }
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [number, file] = next;
        await sendOne(number, file).catch((error) => violations.push(`${file.name}: ${error}`));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    const answered = await watch.end(violations);
    const stolen = await canary.findSecret(join(library.dataFolder, 'media/media'));
    if (stolen.length > 0) violations.push(`the secret stands in ${stolen}`);
    const hits = canary.hits();
    if (hits > 0) violations.push(`the canary was reached ${hits} times`);
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { files: sent, outcomes, answered, hits, seconds, violations };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function waitForEnd(teacher: TestClient, id: string, longest: number): Promise<Lesson> {
  const ends: readonly string[] = ['ready', 'rejected', 'failed'];
  return eventually(
    async () => {
      const lesson = await teacher.json(`/api/lessons/${id}`, Lesson);
      return ends.includes(lesson.media.state) && lesson;
    },
    { within: longest, every: 250 },
  );
}

/** As somebody else: reads pages and figures, and sees that the two processes stay the same. */
function watchProgram(library: Library) {
  const pids = { web: library.pidOf('web'), worker: library.pidOf('worker') };
  const paths = ['/', '/lessons', '/api/lessons', '/readyz'];
  const wrong = new Set<string>();
  const stop = new AbortController();
  let count = 0;
  let slowest = 0;

  async function read(): Promise<void> {
    const visitor = createTestClient(library.url);
    while (!stop.signal.aborted) {
      const path = paths[count % paths.length] ?? '/';
      const begun = performance.now();
      try {
        const response = await visitor.fetch(path, { signal: AbortSignal.timeout(60_000) });
        await response.arrayBuffer();
        if (response.status !== 200) wrong.add(`${path} answered ${response.status} meanwhile`);
      } catch (error) {
        wrong.add(`${path} was not answered meanwhile: ${error}`);
      }
      slowest = Math.max(slowest, performance.now() - begun);
      count += 1;
      for (const target of ['web', 'worker'] as const)
        if (library.pidOf(target) !== pids[target]) wrong.add(`the ${target} process was restarted`);
      await sleep(100, undefined, { signal: stop.signal }).catch(() => {});
    }
  }
  const reading = read();
  return {
    async end(violations: string[]) {
      stop.abort();
      await reading;
      violations.push(...wrong);
      return { count, slowest: Math.round(slowest) };
    },
  };
}
