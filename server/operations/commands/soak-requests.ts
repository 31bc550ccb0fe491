import { parseArgs } from 'node:util';
import { startPostgres, startSqliteFolder } from '../../db/test/each-database.ts';
import { runRequestFuzz } from '../../test/fuzz/run-request-fuzz.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:requests -- --requests 10000 --database sqlite`: sends requests made from the API's description with
// something wrong in them, and checks that each is answered and nothing grows; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);
if (!Number.isInteger(requests) || requests < 1 || requests > 1_000_000)
  throw new Error('--requests: 1 to 1000000');
if (!Number.isInteger(seed)) throw new Error('--seed: a whole number');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

// What the heap keeps for itself differs by 50 MiB from run to run, however many requests there are.
const most = { rssGrowthMiB: 100, openFilesGrowth: 5 };
const databases = values.database === 'postgres' ? startPostgres() : startSqliteFolder();
try {
  await databases.start();
  console.log(`${requests} requests on ${values.database}, seed ${seed}`);
  const report = await runRequestFuzz({ requests, seed, database: await databases.newDatabase() });
  const { violations, statuses, rssGrowthMiB, openFilesGrowth, operations, seconds } = report;
  for (const violation of violations) console.error(`VIOLATION: ${violation}`);
  console.log(`${operations} operations, ${seconds} s; answers by status:`, statuses);
  console.log(`memory +${rssGrowthMiB} MiB, open files +${openFilesGrowth}`);
  const well =
    violations.length === 0 && rssGrowthMiB < most.rssGrowthMiB && openFilesGrowth < most.openFilesGrowth;
  console.log(well ? 'every request answered, nothing grew' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ database: values.database, seed, ...report }));
  process.exitCode = well ? 0 : 1;
} finally {
  await databases.stop();
}
