import { advise } from '../../server/advise.ts';
import { systemClock } from '../../server/clock.ts';
import { readConfig } from '../../server/config.ts';
import { EnvironmentError, readEnvironment } from '../../server/env.ts';
import { createLogger } from '../../server/logger.ts';
import { runWorker } from './run-worker.ts';

/** SIGTERM to exit, in all; jobs have been told to end and put back well before. */
const lastMomentMs = 34_000;

/**
 * The life of a worker process: from its environment until it is told to stop or its parent is gone. Sets the exit
 * code, having said why.
 */
export async function runWorkerProcess(environment: Record<string, string | undefined>): Promise<void> {
  try {
    const config = readConfig(readEnvironment(environment));
    const log = createLogger(config.logLevel, 'transcoder');
    const stop = new AbortController();
    const end = (why: string) => {
      if (stop.signal.aborted) return;
      log.info(`stopping: ${why}`);
      stop.abort();
      setTimeout(() => process.exit(1), lastMomentMs).unref();
    };
    process.on('SIGTERM', end).on('SIGINT', end);
    process.once('disconnect', () => end('the process that started this one is gone'));
    try {
      await runWorker({ config, log, clock: systemClock, signal: stop.signal });
    } catch (err) {
      log.fatal({ err }, `the worker ends, videos, covers and attachments wait: ${advise(err)}`);
      process.exitCode = 1;
    }
    if (process.connected) process.disconnect();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
