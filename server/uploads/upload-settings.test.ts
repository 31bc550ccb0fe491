import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
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
    const tables = ['attachments', 'media_versions', 'lessons', 'originals', 'uploads'] as const;
    for (const table of tables) await db.deleteFrom(table).execute();
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

  it('counts what is stored once, what is open whole, and nothing that never began', async () => {
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
    const stored = [{ of: 'teacher', used: 60, max: 100 }];
    assert.deepEqual((await list()).quotas, stored, 'what a sweep has not removed yet stands on disk');
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

  it('counts for teacher and school what was replaced, what their lessons carry, and what a deleted one left', async () => {
    const { db } = server.parts.database;
    await set({ teacherQuotaBytes: 1000, schoolQuotaBytes: 1000 });
    const send = async (bytes: number, person = 'teacher') => {
      const answer = await patch(
        await begin(server.url, bytes, as(person)),
        0,
        randomBytes(bytes),
        as(person),
      );
      return String(answer.headers.get('qianke-lesson'));
    };
    const [lesson, deleted] = [await send(30), await send(7)];
    await send(200, 'teacher2');
    const { original_id } = await db
      .selectFrom('lessons')
      .select('original_id')
      .where('id', '=', lesson)
      .executeTakeFirstOrThrow();
    const created_at = now.toISOString();
    // Its video is replaced: the old one plays on until the new one is ready, and its upload is long forgotten.
    await db
      .insertInto('media_versions')
      .values({
        ...{
          id: 'version',
          lesson_id: lesson,
          original_id: original_id ?? '',
          store_prefix: 'media/version',
        },
        ...{ duration_seconds: 1, bytes: 1, manifest: '{}', created_at },
      })
      .execute();
    await patch(
      await begin(server.url, 50, {
        'upload-metadata': `lesson ${Buffer.from(lesson).toString('base64')}`,
      }),
      0,
      randomBytes(50),
    );
    await db.deleteFrom('lessons').where('id', '=', deleted).execute();
    await db
      .insertInto('attachments')
      .values({
        ...{
          id: 'slides',
          lesson_id: lesson,
          kind: 'slides',
          filename: '课件.pptx',
          media_type: 'application/pptx',
        },
        ...{ bytes: 400, sha256: 'x', store_key: 'attachments/slides', created_at },
      })
      .execute();
    assert.deepEqual((await list()).quotas, [
      { of: 'teacher', used: 30 + 50 + 7 + 400, max: 1000 },
      { of: 'school', used: 30 + 50 + 7 + 400 + 200, max: 1000 },
    ]);
    await db
      .updateTable('uploads')
      .set({ original_id: null })
      .where('original_id', '=', original_id)
      .execute();
    assert.deepEqual(
      (await list()).quotas.map(({ used }) => used),
      [487, 687],
      'the version that plays still names it',
    );
    const refused = await create(server.url, 400, as('teacher2'));
    assert.deepEqual([refused.status, refused.json.code], [507, 'quota-school']);
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
