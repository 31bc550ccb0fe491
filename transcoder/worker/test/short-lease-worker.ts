// A worker for tests: like `main.ts`, whose lease in seconds is its argument.
import { systemClock } from '../../../server/clock.ts';
import { readConfig } from '../../../server/config.ts';
import { readEnvironment } from '../../../server/env.ts';
import { createLogger } from '../../../server/logger.ts';
import { runWorker } from '../run-worker.ts';

const [leaseSeconds] = process.argv.slice(2).map(Number);
const config = readConfig(readEnvironment(process.env));
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const log = createLogger(config.logLevel, 'transcoder');
await runWorker({ config, clock: systemClock, log, signal: stop.signal, leaseSeconds });
