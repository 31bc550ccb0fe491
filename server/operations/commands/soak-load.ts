import { parseArgs } from 'node:util';
import { runLoadSoak } from '../../test/load-soak.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:load`: silent connections, slow readers and senders, floods of ranges and viewers who leave,
// on the real program, while pages are read; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1000' },
    ranges: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
});
const sockets = Number(values.sockets);
const ranges = Number(values.ranges);
if (!Number.isInteger(sockets) || sockets < 1 || sockets > 4000) throw new Error('--sockets: 1 to 4000');
if (!Number.isInteger(ranges) || ranges < 1 || ranges > 1_000_000) throw new Error('--ranges: 1 to 1000000');

const report = await runLoadSoak({
  clipSeconds: 90,
  idleSockets: sockets,
  slowReaders: sockets,
  slowSenders: 200,
  ranges,
  leavers: sockets,
  onStep: (step) => console.log(`… ${step}`),
});
console.log('pages, ms:', report.pages);
console.log('memory, MiB:', report.residentMiB);
console.log('open files:', report.openFiles);
for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
console.log(report.violations.length === 0 ? 'all pages came, memory stayed bounded' : 'NOT WELL');
if (values.json) console.log(JSON.stringify({ sockets, ranges, ...report }));
process.exitCode = report.violations.length === 0 ? 0 : 1;
