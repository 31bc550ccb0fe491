import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { describePoint, runCrashSoak } from '../../test/crash-soak.ts';
import { startSoakStore } from '../../test/soak-store.ts';
import { canTrace, diskErrors, notTraced } from '../../test/trace-calls.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:crash-points -- --database sqlite`: kills the program before every durable call of finishing an
// upload, publishing its media version and publishing the lesson, one by one; with `--error EIO` or `ENOSPC` the call
// fails instead, once, and with `--error short` a write takes none of its bytes; with `--store s3` over a versitygw.
// `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    store: { type: 'string', default: 'folder' },
    error: { type: 'string' },
    'most-of-a-call': { type: 'string', default: '500' },
    json: { type: 'boolean', default: false },
  },
});
const mostOfACall = Number(values['most-of-a-call']);
if (!Number.isInteger(mostOfACall) || mostOfACall < 1) throw new Error('--most-of-a-call: 1 or more');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');
const error = diskErrors.find((one) => one === values.error);
if (values.error !== undefined && !error) throw new Error(`--error: ${diskErrors.join(', ')}`);
if (!canTrace()) throw new Error(notTraced);

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
const soakStore = await startSoakStore(values.store);
try {
  await postgres?.start();
  console.log(`every durable call on ${values.database} and a ${values.store} store`);
  const { points, failed, ordered, violations, seconds } = await runCrashSoak({
    database: await postgres?.newDatabase(),
    store: soakStore.store,
    ...{ mostOfACall, error },
    onPoint: (number, point, wrong) =>
      console.log(
        `${String(number).padStart(4)}  ${describePoint(point)}${wrong.length > 0 ? '  NOT WELL' : ''}`,
      ),
  });
  for (const violation of violations) console.error(`VIOLATION: ${violation}`);
  const passed = points.length - failed.length;
  console.log(
    `${passed} of ${points.length} crash points passed in ${seconds} s; in the promised order:`,
    ordered,
  );
  const well = violations.length === 0;
  console.log(well ? 'nothing lost, doubled or half-visible' : 'NOT WELL');
  if (values.json)
    console.log(
      JSON.stringify({
        ...{ database: values.database, store: values.store, error },
        points: points.length,
        passed,
        steps: Object.fromEntries(
          [...Map.groupBy(points, ({ step }) => step)].map(([step, some]) => [step, some.length]),
        ),
        ordered,
        seconds,
        violations,
      }),
    );
  process.exitCode = well ? 0 : 1;
} finally {
  await postgres?.stop();
  await soakStore.stop();
}
