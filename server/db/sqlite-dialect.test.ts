import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { copySqliteDatabase } from './copy-database.ts';
import { openDatabase } from './open-database.ts';

describe('the files of an SQLite database', () => {
  async function newFile(t: TestContext) {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-private-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    return join(folder, 'qianke.sqlite');
  }

  async function write(t: TestContext, file: string) {
    const database = openDatabase({ kind: 'sqlite', file });
    t.after(() => database.close());
    await sql`create table if not exists hashes (hash text)`.execute(database.db);
    return database;
  }

  const rightsOf = (file: string, endings: readonly string[]) =>
    Promise.all(endings.map(async (ending) => (await stat(file + ending)).mode & 0o777));
  const all = ['', '-wal', '-shm'];

  it('are read by their owner alone, and so is a copy', async (t) => {
    const file = await newFile(t);
    const { db } = await write(t, file);
    assert.deepEqual(await rightsOf(file, all), [0o600, 0o600, 0o600]);
    const copy = `${file}.copy`;
    await copySqliteDatabase(db, copy);
    assert.deepEqual(await rightsOf(copy, ['']), [0o600]);
  });

  it('are closed to others where they were open, and left to a group that was let in', async (t) => {
    const file = await newFile(t);
    await write(t, file);
    for (const ending of all) await chmod(file + ending, 0o664);
    await write(t, file);
    assert.deepEqual(await rightsOf(file, all), [0o660, 0o660, 0o660]);
  });
});
