import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startOwnMeilisearch } from '../../../search/test/start-meilisearch.ts';
import { startSqliteFolder } from '../../db/test/each-database.ts';
import { mostMilliseconds, runSearchFuzz } from '../../test/fuzz/run-search-fuzz.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:search -- --queries 10000 --engine embedded`, or `meilisearch` (one on the PATH, started for this):
// sends searches that nobody would make, and checks that each is answered within a second (what took longer is asked
// again, alone) and that no filter lets out what it should not; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: '10000' },
    engine: { type: 'string', default: 'embedded' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const queries = Number(values.queries);
const seed = Number(values.seed);
if (!Number.isInteger(queries) || queries < 1 || queries > 1_000_000)
  throw new Error('--queries: 1 to 1000000');
if (!Number.isInteger(seed)) throw new Error('--seed: a whole number');
if (!['embedded', 'meilisearch'].includes(values.engine))
  throw new Error('--engine: embedded or meilisearch');

const load = () => Number(loadavg()[0]?.toFixed(1));

const databases = startSqliteFolder();
const meilisearch = values.engine === 'meilisearch' ? await startOwnMeilisearch() : undefined;
try {
  await databases.start();
  console.log(`${queries} searches through ${values.engine}, seed ${seed}`);
  const report = await runSearchFuzz({ queries, seed, meilisearch, database: await databases.newDatabase() });
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  console.log('answers by status:', report.statuses);
  console.log(
    `milliseconds: p50 ${report.p50}, p99 ${report.p99}, slowest ${report.slowest}; load ${load()}`,
  );
  console.log(`slowest: ${report.slowestPath}`);
  if (report.slowest > mostMilliseconds)
    console.log(`longer than a second, asked again alone: ${report.slowestAlone} milliseconds at most`);
  console.log(`canary seen ${report.canarySeen} times where it may be; fallbacks: ${report.fallbacks}`);
  const well =
    report.violations.length === 0 &&
    report.canarySeen > 0 &&
    report.fallbacks === 0 &&
    report.slowestAlone < mostMilliseconds;
  console.log(well ? 'every search answered in time, every filter held' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ seed, load: load(), ...report }));
  process.exitCode = well ? 0 : 1;
} finally {
  await meilisearch?.stop();
  await databases.stop();
}
