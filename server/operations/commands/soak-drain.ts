import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { runDrainSoak } from '../../test/drain-soak.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:drain -- --rounds 10 --database sqlite`: stops the program and its worker with SIGTERM while pages,
// segments, uploads and writes are under way, and starts them again; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    database: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 500) throw new Error('--rounds: 1 to 500');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
try {
  await postgres?.start();
  const report = await runDrainSoak({
    ...{ rounds, clipSeconds: 20, database: await postgres?.newDatabase() },
    onDrain: (number, { target, exitMs, backMs }) =>
      console.log(`${number}: ${target}: ended after ${exitMs} ms, back ${backMs} ms later`),
  });
  console.log('answered:', report.answered);
  console.log(
    `${report.refused} connections refused meanwhile, ${report.uploads} uploads, ${report.cutUploads} long ones cut; ${report.seconds} s`,
  );
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  console.log(report.violations.length === 0 ? 'whatever was accepted was answered' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ database: values.database, rounds, ...report }));
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} finally {
  await postgres?.stop();
}
