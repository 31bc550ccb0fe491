// `npm run transcoder`: a worker that makes media versions and covers until it is told to stop. The web
// process starts the same file as its child; then it also ends when that process is gone.
import { systemClock } from '../server/clock.ts';
import { readConfig } from '../server/config.ts';
import { EnvironmentError, readEnvironment } from '../server/env.ts';
import { createLogger } from '../server/logger.ts';
import { runWorker } from './worker/run-worker.ts';

/** SIGTERM to exit, in all; jobs have been told to end and put back well before. */
const lastMomentMs = 34_000;

// What the worker writes is read by others: the sandbox's user, a proxy in front.
process.umask(0o022);

try {
  const config = readConfig(readEnvironment(process.env));
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
    log.fatal({ err }, 'the worker cannot go on');
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
