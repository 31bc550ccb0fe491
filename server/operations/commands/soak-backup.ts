import { parseArgs } from 'node:util';
import { type DatabaseServer, startPostgres, startSqliteFolder } from '../../db/test/each-database.ts';
import { type DrillPlace, runBackupDrill } from '../../test/backup-drill.ts';
import { measureMetadata } from '../../test/measure-restore.ts';
import { startSoakStore } from '../../test/soak-store.ts';
import { storeManyLessons } from '../../test/store-many-lessons.ts';
import { requireNode } from '../require-node.ts';

// `npm run soak:backup -- --lessons 300 --clips 4 --database sqlite --metadata 10000`: backups of a library of so
// many lessons while clips are uploaded and published, restored on empty machines of the other and of the same
// kind and compared, with `--store s3` each in a place of its own of a versitygw; then the rows of many lessons alone, into
// either database. `--json` ends with one line of JSON.
requireNode(process.versions.node);
const { values } = parseArgs({
  options: {
    lessons: { type: 'string', default: '300' },
    clips: { type: 'string', default: '4' },
    database: { type: 'string', default: 'sqlite' },
    store: { type: 'string', default: 'folder' },
    metadata: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
});
const { lessons, clips, metadata } = {
  lessons: readCount('lessons', 10_000),
  clips: readCount('clips', 50),
  metadata: readCount('metadata', 100_000),
};
if (!['sqlite', 'postgres'].includes(values.database)) throw new Error('--database: sqlite or postgres');

const postgres: DatabaseServer = startPostgres();
const sqlite = startSqliteFolder();
const soakStore = await startSoakStore(values.store);
try {
  await postgres.start();
  const onPostgres = values.database === 'postgres';
  console.log(`${lessons} lessons, ${clips} clips meanwhile, ${values.database} and a ${values.store} store`);
  const report = await runBackupDrill({
    clips,
    own: await newPlace(onPostgres),
    under: await newPlace(!onPostgres),
    after: await newPlace(onPostgres),
    fill: (library) => storeManyLessons(library, lessons),
    tell: (text) => console.log(text),
  });
  for (const violation of report.violations) console.error(`VIOLATION: ${violation}`);
  const rows = [];
  for (const [kind, server] of [
    ['sqlite', sqlite],
    ['postgres', postgres],
  ] as const) {
    const measured = await measureMetadata(metadata, await server.newDatabase(), await server.newDatabase());
    rows.push({ kind, ...measured });
    console.log(
      `${kind}: ${measured.lessons} lessons, ${measured.rows} rows: from the first version ${measured.migrate.toFixed(1)} s, backed up ${measured.backUp.toFixed(1)} s, restored ${measured.restore.toFixed(1)} s`,
    );
  }
  // The bar for the rows of 10,000 lessons.
  const slow = rows.filter(({ restore }) => restore > 300 * Math.max(1, metadata / 10_000));
  const well = report.violations.length === 0 && slow.length === 0;
  console.log(well ? 'identical, verified, and everything plays' : 'NOT WELL');
  if (values.json)
    console.log(
      JSON.stringify({ database: values.database, store: values.store, lessons, ...report, metadata: rows }),
    );
  process.exitCode = well ? 0 : 1;
} finally {
  await postgres.stop();
  await sqlite.stop();
  await soakStore.stop();
}

async function newPlace(onPostgres: boolean): Promise<DrillPlace> {
  const database = onPostgres ? await postgres.newDatabase() : undefined;
  return { database, store: soakStore.newStore() };
}

function readCount(name: 'lessons' | 'clips' | 'metadata', most: number): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`--${name}: 1 to ${most}`);
  return count;
}
