import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { migrate } from '../db/migrate.ts';
import { type Database, type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { openLocalMediaStore } from '../media-store/local-media-store.ts';
import { startServerProcess } from './test/start-process.ts';
import { base64, begin, head, offsetOf, openPatch, patch, sha256, tus, until } from './test/tus-client.ts';
import { insertPeople, startUploadServer } from './test/upload-server.ts';
import type { KillPoint } from './test/upload-server-process.ts';

const MiB = 1024 ** 2;
const killPoints: KillPoint[] = ['before-store', 'after-store', 'in-transaction', 'after-commit'];

describeOnEachDatabase('finishing an upload', (_fresh, _kind, newDatabase) => {
  let folder: string;
  const opened: Database[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-finish-'));
  });
  after(async () => {
    for (const database of opened) await database.close();
    await rm(folder, { recursive: true });
  });

  async function prepare(): Promise<{ config: DatabaseConfig; database: Database; dataFolder: string }> {
    const config = await newDatabase();
    const database = openDatabase(config);
    opened.push(database);
    await migrate(database);
    await insertPeople(database);
    return { config, database, dataFolder: await mkdtemp(join(folder, 'data-')) };
  }

  /** Exactly one file, original and lesson, and nothing left over. */
  async function assertOnce(database: Database, dataFolder: string, bytes: Uint8Array): Promise<void> {
    const originals = await database.db.selectFrom('originals').selectAll().execute();
    assert.deepEqual(
      originals.map((row) => [row.sha256, row.bytes]),
      [[sha256(bytes), bytes.length]],
    );
    assert.equal((await database.db.selectFrom('lessons').select('id').execute()).length, 1);
    assert.deepEqual(await readdir(join(dataFolder, 'uploads')), []);
    assert.deepEqual(
      await storedFiles(dataFolder),
      originals.map((row) => row.id),
    );
  }

  for (const killAt of killPoints) {
    it(`is done by the next HEAD when killed ${killAt}`, async () => {
      const { config, database, dataFolder } = await prepare();
      const bytes = randomBytes(500_000);
      const first = await startServerProcess({ database: config, dataFolder, killAt });
      const url = await begin(first.url, bytes.length);
      await assert.rejects(patch(url, 0, bytes));
      await first.gone;
      const second = await startServerProcess({ database: config, dataFolder });
      const again = second.url + new URL(url).pathname;
      assert.equal(await offsetOf(again), bytes.length);
      assert.equal((await tus(again, 'GET')).json.state, 'finished');
      await second.kill();
      await assertOnce(database, dataFolder, bytes);
    });

    it(`is done at the next start when killed ${killAt}`, async () => {
      const { config, database, dataFolder } = await prepare();
      const bytes = randomBytes(500_000);
      const first = await startServerProcess({ database: config, dataFolder, killAt });
      await assert.rejects(patch(await begin(first.url, bytes.length), 0, bytes));
      await first.gone;
      const second = await startServerProcess({ database: config, dataFolder, leftOvers: true });
      await second.kill();
      await assertOnce(database, dataFolder, bytes);
    });
  }

  it('goes on after kill -9 in the middle of a request, with what was recorded', async () => {
    const { config, database, dataFolder } = await prepare();
    const bytes = randomBytes(40 * MiB);
    let server = await startServerProcess({ database: config, dataFolder });
    const path = new URL(await begin(server.url, bytes.length)).pathname;
    let sent = 0;
    for (const cutAt of [18 * MiB, 35 * MiB]) {
      const offset = await offsetOf(server.url + path);
      const half = openPatch(server.url + path, offset, { 'content-length': String(bytes.length - offset) });
      await half.write(bytes.subarray(offset, cutAt));
      sent += cutAt - offset;
      await until('a checkpoint', async () => {
        const row = await database.db.selectFrom('uploads').selectAll().executeTakeFirstOrThrow();
        return row.offset > offset;
      });
      await server.kill();
      assert.equal(await half.answer, 'cut');
      server = await startServerProcess({ database: config, dataFolder });
    }
    const offset = await offsetOf(server.url + path);
    assert.ok(offset >= 32 * MiB, `${offset}`);
    const answer = await patch(server.url + path, offset, bytes.subarray(offset));
    assert.equal(answer.status, 204);
    sent += bytes.length - offset;
    assert.ok(sent - bytes.length <= 2 * 17 * MiB, `${sent - bytes.length} bytes were sent twice`);
    await server.kill();
    await assertOnce(database, dataFolder, bytes);
  });

  it('stores the same bytes of one teacher once, each upload with a lesson of its own', async () => {
    const { database, dataFolder } = await prepare();
    const server = await startUploadServer(database, dataFolder);
    const bytes = randomBytes(200_000);
    const finish = async (person: string) => {
      const as = { 'x-test-person': person };
      const url = await begin(server.url, bytes.length, as);
      const answer = await patch(url, 0, bytes, as);
      assert.equal(answer.status, 204, JSON.stringify(answer.json));
      return answer.headers.get('qianke-lesson') ?? '';
    };
    const first = await finish('teacher');
    const parallel = await Promise.all(Array.from({ length: 20 }, () => finish('teacher')));
    await finish('teacher2');
    await server.stop();
    assert.equal(new Set([first, ...parallel]).size, 21);
    const lessons = await database.db.selectFrom('lessons').selectAll().execute();
    const duplicates = lessons.filter((lesson) => lesson.summary === 'duplicate');
    assert.deepEqual(duplicates.map((lesson) => lesson.id).toSorted(), parallel.toSorted());
    assert.equal((await storedFiles(dataFolder)).length, 2, 'one for each teacher');
    assert.deepEqual(await readdir(join(dataFolder, 'uploads')), []);
  });

  it('stores parallel first uploads of the same bytes once', async () => {
    const { database, dataFolder } = await prepare();
    const server = await startUploadServer(database, dataFolder);
    const bytes = randomBytes(200_000);
    const urls = await Promise.all(Array.from({ length: 20 }, () => begin(server.url, bytes.length)));
    const answers = await Promise.all(urls.map((url) => patch(url, 0, bytes)));
    await server.stop();
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([204]));
    assert.equal((await storedFiles(dataFolder)).length, 1);
  });

  it('gives the file to the lesson that was named', async () => {
    const { database, dataFolder } = await prepare();
    const server = await startUploadServer(database, dataFolder);
    const url = await begin(server.url, 4, { 'upload-metadata': `lesson ${base64('lesson1')}` });
    assert.equal((await patch(url, 0, 'file')).headers.get('qianke-lesson'), 'lesson1');
    await server.stop();
  });

  it('gives the file to a lesson that is named while the last bytes are being stored', async () => {
    const { database, dataFolder } = await prepare();
    const mediaStore = await openLocalMediaStore(join(dataFolder, 'media'));
    const server = await startUploadServer(database, dataFolder, {
      mediaStore: {
        ...mediaStore,
        async putFile(key, file) {
          await database.db.updateTable('uploads').set({ lesson_id: 'lesson1' }).execute();
          await mediaStore.putFile(key, file);
        },
      },
    });
    const url = await begin(server.url, 4);
    assert.equal((await patch(url, 0, 'file')).headers.get('qianke-lesson'), 'lesson1');
    assert.equal((await database.db.selectFrom('lessons').select('id').execute()).length, 1);
    await server.stop();
  });

  it('stores its own bytes when the same that were known are swept meanwhile', async () => {
    const { database, dataFolder } = await prepare();
    const mediaStore = await openLocalMediaStore(join(dataFolder, 'media'));
    let sweeping = false;
    const server = await startUploadServer(database, dataFolder, {
      mediaStore: {
        ...mediaStore,
        async stat(key) {
          const found = await mediaStore.stat(key);
          if (!sweeping || found === null) return found;
          sweeping = false;
          await database.db.deleteFrom('lessons').execute();
          await database.db.deleteFrom('originals').execute();
          await mediaStore.removeFile(key);
          return found;
        },
      },
    });
    await patch(await begin(server.url, 4), 0, 'same');
    sweeping = true;
    const url = await begin(server.url, 4);
    assert.notEqual((await patch(url, 0, 'same')).status, 204);
    assert.equal(await offsetOf(url), 4);
    assert.equal((await tus(url, 'GET')).json.state, 'finished');
    assert.deepEqual(await storedFiles(dataFolder), [url.split('/').at(-1)]);
    await server.stop();
  });

  it('is tried again by the next request when filing failed', async () => {
    const { database, dataFolder } = await prepare();
    let failures = 1;
    const server = await startUploadServer(database, dataFolder, {
      fileOriginal: async (trx, filed) => {
        await trx.insertInto('counters').values({ name: filed.originalId, value: 1 }).execute();
        if (failures-- > 0) throw new Error('no queue');
        return 'lesson1';
      },
    });
    const url = await begin(server.url, 4);
    assert.equal((await patch(url, 0, 'file')).status, 500);
    assert.equal((await patch(url, 4, '')).headers.get('qianke-lesson'), 'lesson1');
    assert.equal((await head(url)).status, 200);
    await server.stop();
  });

  it('ends an upload whose bytes are gone instead of guessing them', async () => {
    const { database, dataFolder } = await prepare();
    const server = await startUploadServer(database, dataFolder);
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    await rm(server.parts.files.path(url.split('/').at(-1) ?? ''));
    assert.equal((await patch(url, 4, '456789')).status, 410);
    assert.equal((await head(url)).status, 410);
    await server.stop();
  });
});

async function storedFiles(dataFolder: string): Promise<string[]> {
  const names = await readdir(join(dataFolder, 'media', 'originals'), {
    recursive: true,
    withFileTypes: true,
  });
  return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
