import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ProblemLog } from '../problem-log.ts';

const entry = fileURLToPath(new URL('../../transcoder/main.ts', import.meta.url));
const shortestPause = 500;
const longestPause = 30_000;
/** A worker that lived this long had started well: the next pause is short again. */
const wellAfter = 10_000;

/**
 * Keeps a worker running beside the web process until `signal` aborts, starting another whenever one
 * dies. The worker ends by itself when this process does, whatever ends it: its channel closes.
 */
export function superviseWorker(
  environment: Record<string, string | undefined>,
  problems: Pick<ProblemLog, 'say'>,
  signal: AbortSignal,
): { stopped: Promise<void> } {
  return { stopped: keepRunning(environment, problems, signal) };
}

async function keepRunning(
  environment: Record<string, string | undefined>,
  problems: Pick<ProblemLog, 'say'>,
  signal: AbortSignal,
): Promise<void> {
  let pause = 0;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const worker = fork(entry, { env: environment, execArgv: [] });
    const onAbort = () => worker.kill('SIGTERM');
    signal.addEventListener('abort', onAbort, { once: true });
    const ended = await endOf(worker);
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) return;
    const livedWell = performance.now() - startedAt > wellAfter;
    pause = livedWell || pause === 0 ? shortestPause : Math.min(pause * 2, longestPause);
    problems.say({ text: explainEnd(ended), details: { ...ended, seconds: pause / 1000 } });
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function endOf(worker: ChildProcess): Promise<WorkerEnd> {
  const [exitCode, by] = await once(worker, 'exit');
  return { exitCode, by };
}

interface WorkerEnd {
  exitCode: number | null;
  /** The signal that ended it. */
  by: string | null;
}

/** Why a worker ended that nobody stopped, and what to do. */
export function explainEnd({ exitCode, by }: WorkerEnd): string {
  const again = 'another one starts by itself and does its jobs';
  if (by === 'SIGKILL')
    return `the worker was killed, ${again}. If nobody did it, memory ran out: look at dmesg, give the machine more`;
  if (by === null && exitCode === 0) return `the worker ended, ${again}. Nothing is to be done`;
  if (by === null) return `the worker ended with an error, ${again}. Its last line says why`;
  return `the worker ended by ${by}, ${again}. If nobody did it, look at dmesg and report it`;
}
