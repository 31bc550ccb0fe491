import { parseArgs } from 'node:util';
import { startPostgres } from '../../db/test/each-database.ts';
import { runPiecesSoak } from '../../test/pieces-soak.ts';
import { startSoakStore } from '../../test/soak-store.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:pieces -- --minutes 45 --workers 4 --store s3`: workers on PostgreSQL encode the pieces of one recording,
// one of them is killed and one frozen past its lease, and every frame of what was joined is looked at; `--json` ends
// with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '45' },
    'piece-seconds': { type: 'string', default: '120' },
    workers: { type: 'string', default: '4' },
    store: { type: 'string', default: 'folder' },
    json: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const pieceSeconds = Number(values['piece-seconds']);
const workers = Number(values.workers);
if (!Number.isInteger(minutes) || minutes < 1 || minutes > 180) throw new Error('--minutes: 1 to 180');
if (!Number.isInteger(workers) || workers < 3 || workers > 16) throw new Error('--workers: 3 to 16');
if (!Number.isInteger(pieceSeconds) || pieceSeconds < 12 || pieceSeconds > minutes * 12)
  throw new Error('--piece-seconds: from 12 to a fifth of the recording');

const postgres = startPostgres();
const soakStore = await startSoakStore(values.store);
try {
  await postgres.start();
  const report = await runPiecesSoak({
    ...{ minutes, pieceSeconds, workers },
    database: await postgres.newDatabase(),
    store: soakStore.store,
    say: (line) => console.log(line),
  });
  const { pieces, seconds, frames, violations } = report;
  console.log(
    `${pieces} pieces by ${workers} workers, ready after ${seconds} s; ${frames} frames of every rendition looked at`,
  );
  for (const violation of violations) console.error(`VIOLATION: ${violation}`);
  const well = violations.length === 0;
  console.log(well ? 'every frame once, in order, at its time; the sound without a gap' : 'NOT WELL');
  if (values.json) console.log(JSON.stringify({ minutes, workers, store: values.store, ...report }));
  process.exitCode = well ? 0 : 1;
} finally {
  await soakStore.stop();
  await postgres.stop();
}
