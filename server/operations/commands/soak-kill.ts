import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres } from '../../db/test/each-database.ts';
import { type Kill, runKillSoak } from '../../test/kill-soak.ts';
import { startSoakStore } from '../../test/soak-store.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:kill -- --kills 60 --database sqlite`: kills the program at moments chosen by chance and checks
// that nothing is lost, doubled or half-visible, with `--store s3` over a versitygw; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    database: { type: 'string', default: 'sqlite' },
    store: { type: 'string', default: 'folder' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const most = 10_000;
const sparseFrom = 100;
const kills = Number(values.kills);
const seed = Number(values.seed);
const atOnce = Number(values['at-once']);
if (!Number.isInteger(kills) || kills < 1 || kills > most) throw new Error(`--kills: 1 to ${most}`);
if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 16) throw new Error('--at-once: 1 to 16');
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

const postgres: DatabaseServer | undefined = values.database === 'postgres' ? startPostgres() : undefined;
const begun = performance.now();
const soakStore = await startSoakStore(values.store);
try {
  await postgres?.start();
  console.log(
    `${kills} kills on ${values.database} and a ${values.store} store, ${atOnce} clips at once, seed ${seed}`,
  );
  console.log('    #  killed  phase       after ms  jobs  back ms  min');
  const report = await runKillSoak({
    kills,
    seed,
    atOnce,
    database: await postgres?.newDatabase(),
    store: soakStore.store,
    onKill(number, kill) {
      if (kills < sparseFrom || number % 25 === 0 || number === kills) console.log(describe(number, kill));
    },
  });
  const { clips, againMs, violations, seconds, leftOvers } = report;
  const count = <Key extends keyof Kill>(key: Key) =>
    Object.fromEntries(
      [...Map.groupBy(report.kills, (kill) => kill[key])].map(([name, some]) => [name, some.length]),
    );
  const summary = {
    ...{ database: values.database, store: values.store, seed },
    kills: report.kills.length,
    secondsPerKill: Number((seconds / kills).toFixed(2)),
    seconds,
    clips,
    targets: count('target'),
    phases: count('phase'),
    cutJobs: againMs.length,
    againMs: spread(againMs),
    backMs: spread(report.kills.flatMap(({ back }) => back ?? [])),
    leftOvers,
    violations,
  };
  console.log(`${clips} clips in ${seconds} s, ${summary.secondsPerKill} s a kill; killed:`, summary.targets);
  console.log(`${againMs.length} jobs were cut off and ran again after, ms:`, summary.againMs);
  console.log('the web process was back after, ms:', summary.backMs);
  console.log('left over before the sweeps:', leftOvers);
  for (const violation of violations) console.error(`VIOLATION: ${violation}`);
  console.log(violations.length === 0 ? 'nothing lost, doubled or half-visible' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify(summary));
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await postgres?.stop();
  await soakStore.stop();
}

function describe(number: number, { target, phase, after, jobs, back }: Kill): string {
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  return [
    String(number).padStart(5),
    target.padEnd(6),
    phase.padEnd(10),
    String(after).padStart(8),
    String(jobs).padStart(4),
    String(back ?? '-').padStart(7),
    minutes.padStart(4),
  ].join('  ');
}

function spread(values: readonly number[]): { median: number; p95: number; max: number } | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return sorted.length === 0 ? null : { median: at(0.5), p95: at(0.95), max: at(1) };
}
