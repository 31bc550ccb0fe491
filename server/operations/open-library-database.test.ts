import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { readEnvironment } from '../env.ts';
import { writeMarker } from './backup/restore-marker.ts';
import { openLibraryDatabase } from './open-library-database.ts';

const folder = await mkdtemp(join(tmpdir(), 'qianke-library-'));
after(() => rm(folder, { recursive: true, force: true }));
const configAt = (name: string) => readConfig(readEnvironment({ DATA_DIR: join(folder, name) }));

async function makeLibrary(name: string) {
  const config = configAt(name);
  const database = openDatabase(config.database);
  await migrate(database);
  await database.close();
  return config;
}

test('A mistyped folder is said to hold no library, and is not made', async () => {
  const config = configAt('mistyped');
  await assert.rejects(openLibraryDatabase(config), {
    name: 'OperatorError',
    message: /没有资源库.*DATA_DIR/,
  });
  assert.equal(existsSync(config.dataFolder), false);
});

test('A library is opened; an empty database is none', async () => {
  const config = await makeLibrary('whole');
  await (await openLibraryDatabase(config)).close();
  const empty = configAt('empty');
  const database = openDatabase(empty.database);
  await database.db.introspection.getTables();
  await database.close();
  await assert.rejects(openLibraryDatabase(empty), { name: 'OperatorError', message: /^数据库是空的/ });
});

test('Half a restore is to be finished first', async () => {
  const config = await makeLibrary('half');
  await writeMarker(config.dataFolder, { name: '20260301-021500Z', library: 'a', becomes: 'a' });
  await assert.rejects(openLibraryDatabase(config), { name: 'OperatorError', message: /恢复还没有完成/ });
});
