import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { runKillSoak } from '../../test/kill-soak.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:kill -- --kills 20 --database sqlite`: kills the program at moments chosen by chance and checks
// that nothing is lost, doubled or half-visible; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || kills > 1000) throw new Error('--kills: 1 to 1000');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
try {
  await postgres?.start();
  console.log(`${kills} kills on ${values.database}, seed ${seed}`);
  console.log('  #  killed  phase       after ms  found       back ms');
  const report = await runKillSoak({
    kills,
    seed,
    database: await postgres?.newDatabase(),
    onKill: (number, { target, phase, after, found, back }) =>
      console.log(
        `${String(number).padStart(3)}  ${target.padEnd(6)}  ${phase.padEnd(10)}  ${String(after).padStart(8)}  ${found.padEnd(10)}  ${String(back ?? '-').padStart(7)}`,
      ),
  });
  console.log(`${report.clips} clips, ${report.seconds} s; left over before the sweeps:`, report.leftOvers);
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  console.log(report.violations.length === 0 ? 'nothing lost, doubled or half-visible' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ database: values.database, seed, ...report }));
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} finally {
  await postgres?.stop();
}
