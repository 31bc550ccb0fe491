import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, it } from 'node:test';
import { describeOnEachDatabase } from '../../db/test/each-database.ts';
import { originalKey } from '../../uploads/finish-upload.ts';
import {
  base64,
  begin,
  create,
  head,
  offsetOf,
  openPatch,
  patch,
  sha256,
  tus,
  until,
} from '../../uploads/test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from '../../uploads/test/upload-server.ts';

const MiB = 1024 ** 2;

describeOnEachDatabase('tus 1.0 as clients see it', (fresh) => {
  let folder: string;
  let server: UploadServer;
  let now = new Date('2026-11-22T08:00:00Z');
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-uploads-'));
    const database = await fresh();
    await insertPeople(database);
    server = await startUploadServer(database, folder, {
      limits: { maxBytes: 64 * MiB },
      clock: { now: () => now },
    });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const lessons = () => server.parts.database.db.selectFrom('lessons').selectAll().execute();

  it('says what it can', async () => {
    for (const path of ['/api/uploads', '/api/uploads/abc']) {
      const answer = await tus(server.url + path, 'OPTIONS', { 'tus-resumable': null });
      assert.equal(answer.status, 204);
      assert.equal(answer.headers.get('tus-version'), '1.0.0');
      assert.equal(answer.headers.get('tus-extension'), 'creation,termination,expiration');
      assert.equal(answer.headers.get('tus-max-size'), String(64 * MiB));
    }
  });

  it('does nothing for another version, and names its own', async () => {
    const url = await begin(server.url, 10);
    for (const version of ['0.2.2', '2.0.0', null]) {
      const headers = { 'tus-resumable': version };
      for (const answer of [
        await create(server.url, 10, headers),
        await head(url, headers),
        await patch(url, 0, '0123456789', headers),
        await tus(url, 'DELETE', headers),
      ]) {
        assert.equal(answer.status, 412);
        assert.equal(answer.headers.get('tus-version'), '1.0.0');
      }
    }
    assert.equal(await offsetOf(url), 0);
  });

  it('creates an upload at a relative address', async () => {
    const answer = await create(server.url, 10, { 'upload-metadata': `filename ${base64('分数.mp4')}` });
    assert.equal(answer.status, 201);
    assert.match(answer.headers.get('location') ?? '', /^\/api\/uploads\/[0-9a-z]{16}$/);
    assert.equal(answer.headers.get('tus-resumable'), '1.0.0');
    assert.equal(answer.headers.get('upload-expires'), 'Sun, 29 Nov 2026 08:00:00 GMT');
    const { offset, length, filename } = (await tus(server.url + answer.headers.get('location'), 'GET')).json;
    assert.deepEqual({ offset, length, filename }, { offset: 0, length: 10, filename: '分数.mp4' });
  });

  it('writes nothing to the disk before the first byte', async () => {
    const url = await begin(server.url, 10);
    assert.equal(existsSync(join(folder, 'uploads', url.split('/').at(-1) ?? '')), false);
  });

  it('refuses what it cannot take before the first byte', async () => {
    const cases: [Record<string, string | null>, number, string][] = [
      [{ 'upload-length': String(64 * MiB + 1) }, 413, 'upload-too-large'],
      [{ 'upload-length': '0' }, 400, 'upload-empty'],
      [{ 'upload-length': '-1' }, 400, 'invalid-request'],
      [{ 'upload-length': '1e3' }, 400, 'invalid-request'],
      [{ 'upload-length': null }, 400, 'invalid-request'],
      [{ 'upload-length': null, 'upload-defer-length': '1' }, 400, 'invalid-request'],
      [{ 'upload-metadata': 'filename not-base64!' }, 400, 'invalid-request'],
      [{ 'upload-metadata': 'filename YQ==,filename Yg==' }, 400, 'invalid-request'],
      [{ 'upload-metadata': `lesson ${base64('forbidden-lesson')}` }, 403, 'forbidden'],
      [{ 'x-test-person': 'reviewer' }, 403, 'forbidden'],
      [{ 'x-test-person': null }, 401, 'not-signed-in'],
    ];
    for (const [headers, status, code] of cases) {
      const answer = await create(server.url, 10, headers);
      assert.deepEqual([answer.status, answer.json.code], [status, code], JSON.stringify(headers));
    }
  });

  it('tells offset and length, never from a cache', async () => {
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    const answer = await head(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('upload-offset'), '4');
    assert.equal(answer.headers.get('upload-length'), '10');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('tus-resumable'), '1.0.0');
    const unknown = await head(`${server.url}/api/uploads/nosuch`);
    assert.equal(unknown.status, 404);
    assert.equal(unknown.headers.get('upload-offset'), null);
  });

  it('takes bytes in pieces and makes a lesson with the last one', async () => {
    const bytes = randomBytes(300_000);
    const url = await begin(server.url, bytes.length, {
      'upload-metadata': `filename ${base64('认识分数.mp4')},filetype ${base64('video/mp4')}`,
    });
    const first = await patch(url, 0, bytes.subarray(0, 100_000));
    assert.equal(first.status, 204);
    assert.equal(first.headers.get('upload-offset'), '100000');
    assert.ok(first.headers.get('upload-expires'));
    assert.equal(first.headers.get('qianke-lesson'), null);
    const last = await patch(url, 100_000, bytes.subarray(100_000));
    assert.equal(last.status, 204);
    assert.equal(last.headers.get('upload-offset'), '300000');
    const lessonId = last.headers.get('qianke-lesson');
    const lesson = (await lessons()).find((row) => row.id === lessonId);
    assert.equal(lesson?.title, '认识分数.mp4');
    const status = (await tus(url, 'GET')).json;
    assert.deepEqual([status.state, status.lessonId, status.offset], ['finished', lessonId, 300_000]);

    const original = await server.parts.database.db
      .selectFrom('originals')
      .selectAll()
      .where('id', '=', lesson?.original_id ?? '')
      .executeTakeFirstOrThrow();
    assert.equal(original.sha256, sha256(bytes));
    assert.deepEqual(await buffer(await server.parts.mediaStore.read(original.store_key)), bytes);
    assert.equal(existsSync(server.parts.files.path(original.id)), false);
  });

  it('answers the same when the last piece is sent again, and makes no second lesson', async () => {
    const url = await begin(server.url, 4);
    const lessonId = (await patch(url, 0, 'once')).headers.get('qianke-lesson');
    const count = (await lessons()).length;
    for (let i = 0; i < 10; i++) {
      const again = await patch(url, 4, '');
      assert.deepEqual([again.status, again.headers.get('qianke-lesson')], [204, lessonId]);
    }
    assert.equal((await patch(url, 0, 'once')).status, 409);
    assert.equal(await offsetOf(url), 4);
    assert.equal((await head(url)).headers.get('qianke-lesson'), lessonId);
    assert.equal((await lessons()).length, count);
  });

  it('refuses bytes that belong elsewhere and changes nothing', async () => {
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    for (const offset of [0, 3, 5, 10, 11]) {
      const answer = await patch(url, offset, 'x'.repeat(Math.max(0, 10 - offset)));
      assert.deepEqual([answer.status, answer.json.code], [409, 'upload-offset'], String(offset));
    }
    for (const offset of ['', '-1', 'four', null]) {
      assert.equal((await patch(url, 0, 'x', { 'upload-offset': offset })).status, 400);
    }
    assert.equal(await offsetOf(url), 4);
  });

  it('refuses another content type', async () => {
    const url = await begin(server.url, 10);
    for (const type of ['application/octet-stream', 'video/mp4', 'application/json']) {
      assert.equal((await patch(url, 0, '0123456789', { 'content-type': type })).status, 415);
    }
    assert.equal(await offsetOf(url), 0);
  });

  it('never takes more than the length', async () => {
    const url = await begin(server.url, 10);
    assert.equal((await patch(url, 0, '0123456789x')).status, 413);
    assert.equal(await offsetOf(url), 0);
    const chunked = openPatch(url, 0);
    await chunked.write(Buffer.from('0123'));
    await until('four bytes on disk', async () => (await server.parts.files.size(idOf(url))) === 4);
    await chunked.write(Buffer.from('456789x'));
    chunked.end();
    assert.equal(await chunked.answer, 413);
    assert.equal(await offsetOf(url), 4, 'the piece that went beyond is not kept');
  });

  it('keeps what came before the line was cut', async () => {
    const bytes = randomBytes(1_000_000);
    const url = await begin(server.url, bytes.length);
    const cut = openPatch(url, 0, { 'content-length': String(bytes.length) });
    await cut.write(bytes.subarray(0, 400_000));
    await until('the bytes on disk', async () => (await server.parts.files.size(idOf(url))) === 400_000);
    cut.reset();
    await until('the offset', async () => (await offsetOf(url)) === 400_000);
    assert.equal((await patch(url, 400_000, bytes.subarray(400_000))).status, 204);
    assert.equal(await originalHash(url), sha256(bytes));
  });

  it('ignores X-HTTP-Method-Override', async () => {
    const url = await begin(server.url, 10);
    const answer = await tus(url, 'POST', { 'x-http-method-override': 'DELETE' });
    assert.equal(answer.status, 404);
    assert.equal(await offsetOf(url), 0);
  });

  it('never gives the bytes out again', async () => {
    const url = await begin(server.url, 4, { 'upload-metadata': `filetype ${base64('text/html')}` });
    await patch(url, 0, '<b>!');
    const answer = await tus(url, 'GET');
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  });

  it('ends an upload for good and frees its bytes', async () => {
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    assert.equal((await tus(url, 'DELETE')).status, 204);
    for (const answer of [await head(url), await patch(url, 4, '456789'), await tus(url, 'DELETE')]) {
      assert.equal(answer.status, 410);
    }
    assert.equal(await server.parts.files.size(idOf(url)), null);
  });

  it('does not end a finished upload', async () => {
    const url = await begin(server.url, 4);
    await patch(url, 0, 'kept');
    const answer = await tus(url, 'DELETE');
    assert.deepEqual([answer.status, answer.json.code], [409, 'wrong-state']);
    assert.equal((await head(url)).status, 200);
  });

  it('hides an upload from everybody else, and asks visitors to sign in', async () => {
    const url = await begin(server.url, 10);
    await patch(url, 0, '0123');
    const cases = [
      ['teacher2', 404],
      ['reviewer', 404],
      [null, 401],
    ] as const;
    for (const [person, status] of cases) {
      const as = { 'x-test-person': person };
      for (const answer of [
        await head(url, as),
        await patch(url, 4, '456789', as),
        await tus(url, 'DELETE', as),
        await tus(url, 'GET', as),
      ]) {
        assert.equal(answer.status, status, `${person}`);
      }
    }
    assert.equal(await offsetOf(url), 4);
  });

  it('lists one’s own open uploads', async () => {
    const as = { 'x-test-person': 'teacher2' };
    const url = await begin(server.url, 10, as);
    await patch(url, 0, '0123', as);
    const done = await begin(server.url, 1, as);
    await patch(done, 0, 'x', as);
    const { items } = (await tus(`${server.url}/api/uploads`, 'GET', as)).json as { items: { id: string }[] };
    assert.deepEqual(
      items.map((item) => item.id),
      [idOf(url)],
    );
    assert.equal((await tus(`${server.url}/api/uploads`, 'GET', { 'x-test-person': null })).status, 401);
  });

  it('expires an upload a week after its last byte, not after its first', async () => {
    const start = now;
    const url = await begin(server.url, 10);
    now = new Date(start.getTime() + 6 * 24 * 3600_000);
    assert.equal((await patch(url, 0, '0123')).status, 204);
    now = new Date(start.getTime() + 12 * 24 * 3600_000);
    assert.equal((await patch(url, 4, '45')).status, 204);
    now = new Date(start.getTime() + 19 * 24 * 3600_000);
    for (const answer of [await head(url), await patch(url, 6, '6789')]) assert.equal(answer.status, 410);
    now = start;
  });

  it('leaves no file behind that nobody needs', async () => {
    const open = await server.parts.database.db
      .selectFrom('uploads')
      .select('id')
      .where('state', '=', 'open')
      .where('offset', '>', 0)
      .execute();
    const ids = new Set(open.map((row) => row.id));
    const strays = (await readdir(join(folder, 'uploads'))).filter((name) => !ids.has(name));
    assert.deepEqual(strays, []);
  });

  const idOf = (url: string) => url.split('/').at(-1) ?? '';
  const originalHash = async (url: string) => {
    const hash = createHash('sha256');
    for await (const chunk of await server.parts.mediaStore.read(originalKey(idOf(url)))) hash.update(chunk);
    return hash.digest('hex');
  };
});
