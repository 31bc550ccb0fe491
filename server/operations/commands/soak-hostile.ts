import { parseArgs } from 'node:util';
import { runHostileSoak } from '../../../transcoder/test/hostile-soak.ts';
import { runHostileThroughProgram } from '../../test/hostile-through-program.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:hostile -- --mutations 2000 --minutes 60`: puts every hand-made hostile file and so many spoilt
// ones through the transcoder's own function, two at a time; with `--through-program 50` so many files, uploaded,
// through the whole program as users start it. `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '90' },
    'through-program': { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const [mutations, minutes, seed] = [values.mutations, values.minutes, values.seed].map(Number);
if (!Number.isInteger(mutations) || mutations! < 0 || mutations! > 20_000)
  throw new Error('--mutations: 0 to 20000');
if (!(minutes! > 0 && minutes! <= 600)) throw new Error('--minutes: up to 600');
process.umask(0o022);
if (values['through-program'] !== undefined) {
  const files = Number(values['through-program']);
  if (!Number.isInteger(files) || files < 1 || files > 1000) throw new Error('--through-program: 1 to 1000');
  await sendThroughProgram(files, seed!);
} else await putThroughTranscoder();

async function sendThroughProgram(files: number, seed: number): Promise<void> {
  console.log(`${files} hostile files through the whole program, seed ${seed}`);
  let done = 0;
  const report = await runHostileThroughProgram({
    ...{ files, seed },
    onFile: (name, outcome, seconds) =>
      console.log(`${++done}: ${name}: ${outcome}, ${seconds.toFixed(1)} s`),
  });
  console.table(report.outcomes);
  console.log(
    `${report.files} files, ${report.seconds} s; ${report.answered.count} other requests answered meanwhile, the slowest after ${report.answered.slowest} ms; canary reached ${report.hits} times`,
  );
  conclude(report);
}

async function putThroughTranscoder(): Promise<void> {
  console.log(
    `${mutations} spoilt files and all that are made by hand, seed ${seed}, ${minutes} minutes at most`,
  );
  let done = 0;
  const report = await runHostileSoak({
    mutations: mutations!,
    longestSeconds: minutes! * 60,
    seed: seed!,
    onFile: (name, outcome, seconds) => {
      done++;
      if (done % 100 === 0 || seconds > 60)
        console.log(`${done}: ${name}: ${outcome}, ${seconds.toFixed(1)} s`);
    },
  });
  console.table(report.outcomes);
  console.log(
    `${report.byHand} made by hand, ${report.pictures} pictures, ${report.mutated} spoilt, ${report.leftOut} left out for want of time; ${report.seconds} s`,
  );
  console.log(
    `worst memory ${Math.round(report.worstBytes / 1024 ** 2)} MiB; slowest ${report.slowest.name}, ${report.slowest.seconds} s; canary reached ${report.hits} times`,
  );
  conclude(report);
}

function conclude(report: { violations: string[] }): void {
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  console.log(report.violations.length === 0 ? 'each cost its own job and nothing else' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ seed, ...report }));
  process.exitCode = report.violations.length === 0 ? 0 : 1;
}
