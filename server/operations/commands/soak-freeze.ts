import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { runFreezeSoak } from '../../test/freeze-soak.ts';
import { startSoakStore } from '../../test/soak-store.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:freeze -- --freezes 50 --database sqlite`: freezes workers past their leases while others finish
// their jobs, and checks that they publish nothing when they go on, with `--store s3` over a versitygw; `--json` ends
// with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    freezes: { type: 'string', default: '50' },
    database: { type: 'string', default: 'sqlite' },
    store: { type: 'string', default: 'folder' },
    'at-once': { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const freezes = Number(values.freezes);
const atOnce = Number(values['at-once']);
if (!Number.isInteger(freezes) || freezes < 1 || freezes > 1000) throw new Error('--freezes: 1 to 1000');
if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 16) throw new Error('--at-once: 1 to 16');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
const soakStore = await startSoakStore(values.store);
try {
  await postgres?.start();
  console.log(`${freezes} freezes on ${values.database} and a ${values.store} store, ${atOnce} at once`);
  console.log('  #  after ms  finished by another ms  thrown away ms');
  const report = await runFreezeSoak({
    freezes,
    atOnce,
    database: await postgres?.newDatabase(),
    store: soakStore.store,
    onFreeze: (number, { after, finished, discarded }) =>
      console.log(
        `${String(number).padStart(3)}  ${String(after).padStart(8)}  ${String(finished).padStart(22)}  ${String(discarded).padStart(14)}`,
      ),
  });
  const { clips, seconds, leftOvers, violations } = report;
  const passed = report.freezes.length;
  console.log(
    `${passed} of ${freezes}: the frozen worker published nothing; ${clips} clips in ${seconds} s; left over before the sweeps:`,
    leftOvers,
  );
  for (const violation of violations) console.error(`VIOLATION: ${violation}`);
  const well = violations.length === 0 && passed === freezes;
  console.log(well ? 'nothing lost, doubled or half-visible' : 'NOT WELL');
  if (values.json)
    console.log(
      JSON.stringify({
        database: values.database,
        store: values.store,
        freezes,
        passed,
        clips,
        seconds,
        leftOvers,
        violations,
      }),
    );
  process.exitCode = well ? 0 : 1;
} finally {
  await postgres?.stop();
  await soakStore.stop();
}
