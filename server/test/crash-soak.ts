import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import type { DatabaseConfig, DatabaseKind } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { cameAgain } from '../problem-log.ts';
import { type AcknowledgedUpload, auditKept, auditLibrary, sweepAWeekLater } from './audit-library.ts';
import { type ClipPhase, carryClip, markedCopy } from './carry-clip.ts';
import { createVisibleCheck, findSearchGap } from './find-half-visible.ts';
import { type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library, processesOn } from './library-process.ts';
import type { OtherStore } from './soak-store.ts';
import {
  type DiskError,
  failAtCall,
  findDisorder,
  findStoreDisorder,
  killAtCall,
  oneFileThread,
  readDurableCalls,
  type Thread,
  type Tracer,
  traceDurableCalls,
  wasMadeToFail,
} from './trace-calls.ts';

/** What is cut off: from one phase of a clip to another, in one of the two processes. */
const steps = {
  /** The last bytes of an upload until it is a lesson. */
  finish: { process: 'web', from: 'last byte', to: 'finished' },
  /** The media version, from the claim of its job until the lesson points at it. */
  version: { process: 'worker', from: 'last byte', to: 'publishing' },
  /** Submitting and publishing the lesson. */
  publish: { process: 'web', from: 'publishing', to: undefined },
} as const satisfies Record<
  string,
  { process: 'web' | 'worker'; from: ClipPhase; to: ClipPhase | undefined }
>;
export type Step = keyof typeof steps;

/** The process was killed, or the call made to fail, as this thread was about to make this call for the `k`th time in the step. */
export interface CrashPoint {
  step: Step;
  thread: Thread;
  call: string;
  k: number;
}

export interface CrashReport {
  points: CrashPoint[];
  /** Points after which something was lost, doubled or half-visible. */
  failed: CrashPoint[];
  /** Steps of which a trace showed the promised order on disk. */
  ordered: Step[];
  violations: string[];
  seconds: number;
}

export interface CrashOptions {
  /** SQLite when left out. */
  database?: DatabaseConfig;
  /** Where media are kept; the data folder when left out. */
  store?: OtherStore;
  steps?: readonly Step[];
  /** The call fails with it, once, instead of killing the process. */
  error?: DiskError;
  /** System calls; all that are durable when left out. */
  calls?: readonly string[];
  /** Points of one call at most; all when left out. */
  mostOfACall?: number;
  onPoint?: (number: number, point: CrashPoint, wrong: readonly string[]) => void;
}

const patience = { within: 60_000, every: 20 };
const endless = 500;

/**
 * Kills the program before the first durable call of a step, before the second, and so on until the step has no
 * more of them, or lets the call fail as on a bad or full disk, which somebody must be told of; each time it is
 * started again, the clip is carried on, and everything is audited.
 */
export async function runCrashSoak(options: CrashOptions = {}): Promise<CrashReport> {
  const { steps: wanted = Object.keys(steps) as Step[], calls, mostOfACall = endless } = options;
  const { error, store, onPoint } = options;
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'qianke-crash-'));
  const library = createLibrary({
    ...{ database: options.database, mediaFolder: store?.mediaFolder },
    // At `debug` a problem that comes again is said each time.
    environment: { LOG_LEVEL: error ? 'debug' : 'warn', ...oneFileThread, ...store?.environment },
  });
  const report: CrashReport = {
    ...{ points: [], failed: [], ordered: [], violations: [], seconds: 0 },
  };
  const stop = new AbortController();
  let keeping = Promise.resolve();
  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 1 }));
    await library.start();
    const people = await setUpLibrary(library);
    keeping = keepRunning(library, stop.signal);
    const carrier = createCarrier(library, people, plain);

    for (const step of wanted) {
      if (step !== 'publish') {
        const wrong = await findStepDisorder(carrier, library, step, join(folder, step));
        if (wrong === undefined) report.ordered.push(step);
        else report.violations.push(`${step}: ${wrong}`);
      }
      for (const { thread, call } of callsOf(step, {
        kind: library.database.kind,
        onS3: store !== undefined,
        error,
      })) {
        if (calls && !calls.includes(call)) continue;
        for (let k = 1; k <= mostOfACall; k += 1) {
          const point: CrashPoint = { step, thread, call, k };
          const wrong: string[] = [];
          if (error) {
            const failed = await carrier.fail(point, error, join(folder, 'failed'));
            if (failed === 'not reached') break;
            // A write that took nothing is repeated by whoever made it.
            if (failed === 'silent' && error !== 'short') wrong.push(`nobody was told of ${error}`);
          } else if (!(await carrier.crash(point))) break;
          report.points.push(point);
          wrong.push(...(await auditKept(library, carrier.acknowledged)));
          if (wrong.length > 0) report.failed.push(point);
          report.violations.push(...wrong.map((what) => `${describePoint(point)}: ${what}`));
          onPoint?.(report.points.length, point, wrong);
        }
      }
    }
    report.violations.push(...(await createVisibleCheck(library).ofAll()));
    report.violations.push(...(await findSearchGap(library, carrier.acknowledged.length)));
    stop.abort();
    await keeping;
    await library.stop();
    // A worker that was orphaned ends by itself.
    await eventually(() => processesOn(library.dataFolder).length === 0, patience);
    await sweepAWeekLater(library);
    report.violations.push(...(await auditLibrary(library, carrier.acknowledged)));
    report.seconds = Math.round((performance.now() - begun) / 1000);
    return report;
  } finally {
    stop.abort();
    await keeping;
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

export const describePoint = ({ step, thread, call, k }: CrashPoint) => `${step}, ${thread}: ${call} ${k}`;

/**
 * Files are the pool's; SQLite commits on the main thread by a sync, and PostgreSQL and an S3 store are spoken to by
 * writes: a disk of ours that fails is nothing to those. The bytes of files go by `pwrite64`: `write` wakes threads too.
 */
function callsOf(
  step: Step,
  { kind, onS3, error }: { kind: DatabaseKind; onS3: boolean; error?: DiskError },
): { thread: Thread; call: string }[] {
  const durable = ['fsync', 'fdatasync', 'rename', 'unlink', 'ftruncate'];
  const written = error ? ['pwrite64'] : [];
  const files = error === 'short' ? written : [...durable, ...written, ...(error ? ['mkdir', 'openat'] : [])];
  const sqlite = error === 'short' ? written : ['fsync', 'fdatasync', 'ftruncate', ...written];
  const commits = kind === 'sqlite' ? sqlite : [];
  const spoken = !error && (onS3 || kind === 'postgres') ? ['write', 'writev'] : [];
  return [
    ...(step === 'publish' ? [] : files).map((call) => ({ thread: 'pool' as const, call })),
    ...[...commits, ...spoken].map((call) => ({ thread: 'main' as const, call })),
  ];
}

/** Starts the program again whenever it has been killed. */
async function keepRunning(library: Library, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (library.pidOf('web') === undefined) await library.start().catch(() => {});
    await sleep(30);
  }
}

function createCarrier(library: Library, people: LibraryPeople, plain: Buffer<ArrayBuffer>) {
  const acknowledged: AcknowledgedUpload[] = [];

  /** Carries one more clip, with a tracer on the process of a step while that lasts; answers the traced process. */
  async function carry(
    step: Step,
    attach: (pid: number) => Promise<Tracer>,
    onTrouble?: (what: string) => void,
  ): Promise<number | undefined> {
    const number = acknowledged.length;
    const { process: name, from, to } = steps[step];
    let pid: number | undefined;
    let tracer: Tracer | undefined;
    const carried = await carryClip(library, people, {
      file: markedCopy(plain, number),
      filename: `第${number + 1}课.mp4`,
      onTrouble,
      async onPhase(phase) {
        if (phase === from && pid === undefined) {
          pid = await eventually(() => library.pidOf(name), patience);
          const traced = pid;
          tracer = await eventually(() => attach(traced).catch(() => null), patience);
        }
        if (phase === to) await tracer?.detach();
      },
    });
    await tracer?.detach();
    acknowledged.push(carried);
    return pid;
  }

  return {
    acknowledged,
    carry,
    /** Whether somebody was told: whoever sent the clip, or whoever reads the log. */
    async fail(
      point: CrashPoint,
      error: DiskError,
      output: string,
    ): Promise<'told' | 'silent' | 'not reached'> {
      await eventually(() => library.pidOf('worker'), patience);
      const said = library.output.length;
      const toldInLog = () => library.output.slice(said).split('\n').some(isProblem);
      let told = false;
      await carry(
        point.step,
        (pid) => failAtCall(pid, { ...point, error }, output),
        () => {
          told = true;
        },
      );
      if (!wasMadeToFail(await readFile(output, 'utf8'))) return 'not reached';
      return told || toldInLog() ? 'told' : 'silent';
    },
    /** False when the step has no such call any more. */
    async crash({ step, thread, call, k }: CrashPoint): Promise<boolean> {
      await eventually(() => library.pidOf('worker'), patience);
      const pid = await carry(step, (traced) => killAtCall(traced, thread, call, k));
      return library.pidOf(steps[step].process) !== pid;
    },
  };
}

/** A line of the log at `warn` or worse, or of a problem that it has said before; 40 is pino's `warn`. */
const isProblem = (line: string) =>
  Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0) >= 40 || line.includes(`"msg":"${cameAgain}: `);

/** What is wrong with the order in which a step makes its work durable, as a trace of it shows. */
async function findStepDisorder(
  carrier: ReturnType<typeof createCarrier>,
  library: Library,
  step: Exclude<Step, 'publish'>,
  output: string,
): Promise<string | undefined> {
  await carrier.carry(step, (pid) => traceDurableCalls(pid, output));
  const calls = readDurableCalls(await readFile(output, 'utf8'));
  const answer = step === 'finish' ? 204 : undefined;
  const kept = step === 'finish' ? 'originals/' : 'media/';
  return library.mediaFolder
    ? findStoreDisorder(calls, `/${kept}`, answer)
    : findDisorder(calls, join(library.dataFolder, 'media', kept), answer);
}
