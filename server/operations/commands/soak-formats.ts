import { parseArgs } from 'node:util';
import { type FormatResult, runFormatSoak } from '../../../transcoder/test/format-soak.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:formats -- --only WMV`: makes a file of every kind that teachers have, transcodes it, plays the
// result in Chromium to its end, and checks length, shape, colours and sound; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
process.umask(0o022);
const show = ({ name, outcome, found, durationSeconds, took, flaws }: FormatResult) => {
  const length = durationSeconds === null ? '' : durationSeconds.toFixed(2);
  console.log(
    `${name.padEnd(40)}  ${outcome.padEnd(14)}  ${length.padStart(6)}  ${String(took).padStart(6)}  ${found}`,
  );
  for (const flaw of flaws) console.log(`    FLAW: ${flaw}`);
};
console.log(`${'file'.padEnd(40)}  ${'outcome'.padEnd(14)}  length  took s  found`);
const results = await runFormatSoak({
  only: values.only === undefined ? undefined : new RegExp(values.only, 'i'),
  onResult: show,
});
const flawed = results.filter(({ flaws }) => flaws.length > 0);
const ready = results.filter(({ outcome }) => outcome === 'ready').length;
console.log(
  `${results.length} files: ${ready} ready, ${results.length - ready} refused, ${flawed.length} NOT WELL`,
);
if (values.json)
  console.log(JSON.stringify({ files: results.length, ready, flawed: flawed.length, results }));
process.exitCode = results.length > 0 && flawed.length === 0 ? 0 : 1;
