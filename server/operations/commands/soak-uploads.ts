import { parseArgs } from 'node:util';
import { startSoakStore } from '../../test/soak-store.ts';
import { runUploadSoak } from '../../test/upload-soak.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:uploads -- --uploads 50 --size 1024`: sends files of `--size` MiB through a line that is cut at
// random bytes, while the program is killed and restarted, and begins none after `--minutes`; with `--store s3` over a
// versitygw. `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    uploads: { type: 'string', default: '50' },
    size: { type: 'string', default: '1024' },
    store: { type: 'string', default: 'folder' },
    'at-once': { type: 'string', default: '6' },
    minutes: { type: 'string', default: '60' },
    contests: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const uploads = readCount('uploads', 500);
const size = readCount('size', 8192);
const atOnce = readCount('at-once', 10);
const minutes = readCount('minutes', 600);
const contests = readCount('contests', 2000);
const seed = Number(values.seed);

function readCount(name: 'uploads' | 'size' | 'at-once' | 'minutes' | 'contests', most: number): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`--${name}: 1 to ${most}`);
  return count;
}

const MiB = 1024 ** 2;
const mebibytes = (bytes: number) => (bytes / MiB).toFixed(1);
console.log(
  `${uploads} uploads of ${size} MiB into a ${values.store} store, ${atOnce} at once, seed ${seed}`,
);
console.log('  #  filled with  seconds  kills  restarts  video');
const soakStore = await startSoakStore(values.store);
const report = await runUploadSoak({
  store: soakStore.store,
  uploads,
  bytes: size * MiB,
  atOnce,
  minutes,
  contests,
  seed,
  onUpload: ({ number, fill, seconds, kills, restarts, media }) =>
    console.log(
      `${String(number).padStart(3)}  ${fill.padEnd(11)}  ${String(seconds).padStart(7)}  ${String(kills).padStart(5)}  ${String(restarts).padStart(8)}  ${media}`,
    ),
}).finally(soakStore.stop);
const { memory } = report;
console.log(
  `${report.uploads.length} files in ${report.seconds} s; ${report.kills} kills, ${report.restarts} restarts, ${report.newPages} new pages; cuts:`,
  report.cuts,
);
console.log(`${report.contests} of ${contests} contests of two clients decided, none mixed`);
console.log(`sent twice: ${mebibytes(report.resentBytesPerCut)} MiB a cut`);
console.log(
  `memory of the web process, MiB: ${mebibytes(memory.start)} at the start, at most ${mebibytes(memory.max)}, ${mebibytes(memory.end)} at the end; median ${mebibytes(memory.early)} early, ${mebibytes(memory.late)} late`,
);
for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
console.log(report.violations.length === 0 ? 'every file whole, none begun again' : 'NOT WELL');
if (values.json) console.log(JSON.stringify({ store: values.store, seed, ...report }));
process.exitCode = report.violations.length === 0 ? 0 : 1;
