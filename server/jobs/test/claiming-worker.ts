import { once } from 'node:events';
import type { DatabaseConfig } from '../../db/open-database.ts';
import { openDatabase } from '../../db/open-database.ts';
import { openJobQueue } from '../open-job-queue.ts';

/**
 * A worker process for tests: `claiming-worker.ts CONFIG LEASE_SECONDS LIMIT`. Says `ready`, and after a
 * word from its parent claims up to LIMIT jobs, keeps them with heartbeats and prints their ids.
 */
const [config, leaseSeconds, limit] = process.argv.slice(2).map((text) => JSON.parse(text)) as [
  DatabaseConfig,
  number,
  number,
];
const database = openDatabase(config);
const report = (problem: Error) => console.error(problem);
const queue = openJobQueue(database, config, { leaseSeconds, monitorSeconds: 1, report });
await queue.start();
console.log('ready');
await once(process.stdin, 'data');
const ids: string[] = [];
while (ids.length < limit) {
  const claim = await queue.claim(['transcode'], `process ${process.pid}`);
  if (!claim) break;
  ids.push(claim.id);
  setInterval(() => queue.heartbeat(claim), (leaseSeconds * 1000) / 6);
}
console.log(JSON.stringify(ids));
