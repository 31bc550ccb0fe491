import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../logger.ts';

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
  log: Logger,
  signal: AbortSignal,
): { stopped: Promise<void> } {
  return { stopped: keepRunning(environment, log, signal) };
}

async function keepRunning(
  environment: Record<string, string | undefined>,
  log: Logger,
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
    log.error({ ...ended, seconds: pause / 1000 }, 'the worker died; starting another');
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function endOf(worker: ChildProcess): Promise<{ exitCode: number | null; by: string | null }> {
  const [exitCode, by] = await once(worker, 'exit');
  return { exitCode, by };
}
