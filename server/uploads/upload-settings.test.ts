import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { OpenUploadList, UploadSettings } from '../contract/uploads.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { begin, create, head, patch, tus } from './test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from './test/upload-server.ts';
import { writeUploadSettings } from './upload-settings.ts';

const hour = 3600_000;

describeOnEachDatabase('what the bureau sets about uploads', (fresh) => {
  let folder: string;
  let server: UploadServer;
  let now = new Date('2026-11-22T08:00:00Z');
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-settings-'));
    const database = await fresh();
    await insertPeople(database);
    server = await startUploadServer(database, folder, { clock: { now: () => now } });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    const { db } = server.parts.database;
    for (const table of ['lessons', 'originals', 'uploads'] as const) await db.deleteFrom(table).execute();
    await set({});
  });
  const set = (given: Partial<UploadSettings>) =>
    writeUploadSettings(server.parts.database.db, UploadSettings.parse(given));
  const as = (person: string) => ({ 'x-test-person': person });
  const list = async (person = 'teacher') =>
    OpenUploadList.parse((await tus(`${server.url}/api/uploads`, 'GET', as(person))).json);
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };

  it('counts what lessons hold once, what is open whole, and nothing that never began', async () => {
    assert.deepEqual((await list()).quotas, [], 'none is set');
    await set({ teacherQuotaBytes: 100 });
    for (let copy = 0; copy < 2; copy += 1) await patch(await begin(server.url, 30), 0, 'x'.repeat(30));
    const half = await begin(server.url, 40);
    await patch(half, 0, '0123');
    await begin(server.url, 20);
    assert.deepEqual((await list()).quotas, [{ of: 'teacher', used: 90, max: 100 }]);
    const refused = await create(server.url, 11);
    assert.deepEqual([refused.status, refused.json.code], [507, 'quota-teacher']);
    assert.match(String(refused.json.title), /还剩 .*结束没传完的上传/);
    assert.equal((await create(server.url, 10, as('teacher2'))).status, 201, 'others have their own');
    later(hour + 1);
    assert.equal((await create(server.url, 30)).status, 201, 'an hour without a byte holds nothing');
    assert.equal((await tus(half, 'DELETE')).status, 204);
    await server.parts.database.db.deleteFrom('lessons').execute();
    assert.deepEqual((await list()).quotas, [{ of: 'teacher', used: 30, max: 100 }]);
  });

  it('counts a school’s teachers together', async () => {
    await set({ schoolQuotaBytes: 100 });
    await patch(await begin(server.url, 60), 0, 'x'.repeat(60));
    await patch(await begin(server.url, 30, as('teacher2')), 0, '0123', as('teacher2'));
    assert.deepEqual((await list('teacher2')).quotas, [{ of: 'school', used: 90, max: 100 }]);
    const refused = await create(server.url, 11);
    assert.deepEqual([refused.status, refused.json.code], [507, 'quota-school']);
    assert.equal((await create(server.url, 10)).status, 201);
  });

  it('is not outrun by uploads that begin at the same moment', async () => {
    await set({ teacherQuotaBytes: 100 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => create(server.url, 30)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 3);
    assert.equal(answers.filter(({ json }) => json.code === 'quota-teacher').length, 9);
  });

  it('keeps what is incomplete for the days that are set, and says so two days before', async () => {
    await set({ keepDays: 3 });
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    assert.deepEqual(
      (await list()).items.map(({ expiresSoon }) => expiresSoon),
      [false],
    );
    later(24 * hour);
    assert.equal((await list()).items[0]?.expiresSoon, true);
    await set({ keepDays: 1 });
    later(47 * hour);
    assert.equal((await head(url)).status, 200, 'the day that was told holds');
    await patch(url, 4, '45');
    later(24 * hour);
    assert.equal((await head(url)).status, 410);
    assert.deepEqual((await list()).items, []);
  });
});
