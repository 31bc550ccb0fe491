import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { runDiskSoak } from '../../test/disk-soak.ts';
import { canMount, notMounted } from '../../test/small-disk.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:disk-full -- --database sqlite`: takes all room from the data folder at every stage from the first
// byte to publication, gives it back, and checks that the program goes on by itself; `--json` ends with one line
// of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
  },
});
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');
if (!canMount()) throw new Error(notMounted);

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
try {
  await postgres?.start();
  console.log(`full at every stage; the database is ${values.database}`);
  const report = await runDiskSoak({
    database: await postgres?.newDatabase(),
    onStage: ({ stage, seen, seconds }) =>
      console.log(`${stage.padEnd(10)}  ${String(seconds).padStart(3)} s  ${seen}`),
  });
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  const well = report.violations.length === 0;
  console.log(`${report.stages.length} stages in ${report.seconds} s`);
  console.log(well ? 'nothing lost or half-visible, and it went on by itself' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ database: values.database, ...report }));
  process.exitCode = well ? 0 : 1;
} finally {
  await postgres?.stop();
}
