import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Database } from '../db/open-database.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { claimWriter, findUpload, insertUpload } from '../db/uploads.ts';
import { workerName } from '../jobs/worker-name.ts';
import { contend, pieceBytes } from './test/contend.ts';
import { begin, head, offsetOf, openPatch, patch, sha256, until } from './test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from './test/upload-server.ts';
import { UploadBusyError } from './upload-errors.ts';
import { UploadLocks } from './upload-locks.ts';

const times = { beat: 50, silent: 400, patience: 1500, poll: 10 };

describeOnEachDatabase('one writer per upload', (fresh) => {
  let folder: string;
  let database: Database;
  /** As good as two processes: they share nothing but database and folder. */
  let servers: [UploadServer, UploadServer];
  let count = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-locks-'));
    database = await fresh();
    await insertPeople(database);
    const start = () => startUploadServer(database, folder, { lockTimes: times });
    servers = [await start(), await start()];
  });
  after(async () => {
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true });
  });

  async function newUpload(): Promise<string> {
    const id = `upload${++count}`;
    const at = '2026-11-22T00:00:00.000Z';
    await insertUpload(database.db, {
      id,
      person_id: 'teacher',
      filename: 'a.mp4',
      filetype: 'video/mp4',
      lesson_id: null,
      length: 10,
      state: 'open',
      original_id: null,
      created_at: at,
      active_at: at,
      expires_at: '2099-01-01T00:00:00.000Z',
    });
    return id;
  }
  const progress = { offset: 1, activeAt: '2026-11-22T00:00:00.000Z', expiresAt: '2099-01-01T00:00:00.000Z' };

  it('is asked to leave by a newcomer in another process, and leaves', async () => {
    const id = await newUpload();
    const older = await new UploadLocks(database.db, times).take(id);
    assert.ok(older);
    older.signal.addEventListener('abort', () => void older[Symbol.asyncDispose]());
    await using newer = await new UploadLocks(database.db, times).take(id);
    assert.ok(newer);
    assert.ok(older.signal.aborted);
    await assert.rejects(older.record(progress), UploadBusyError);
    await newer.record(progress);
    assert.equal((await findUpload(database.db, id))?.offset, 1);
  });

  it('keeps its place while it cannot leave, and the newcomer is told to come back', async () => {
    const id = await newUpload();
    await using older = await new UploadLocks(database.db, times).take(id);
    await assert.rejects(new UploadLocks(database.db, times).take(id), UploadBusyError);
    await older?.record(progress);
  });

  it('loses its place when it is dead', async () => {
    const id = await newUpload();
    await claimWriter(database.db, id, 'dead');
    const startedAt = performance.now();
    await using newer = await new UploadLocks(database.db, times).take(id);
    assert.ok(newer);
    assert.ok(performance.now() - startedAt >= times.silent);
  });

  it('loses its place at once when its process is known to be dead', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    const token = `token ${workerName(child.pid)}`;
    child.kill('SIGKILL');
    await once(child, 'exit');
    // Whoever waits for the silence is refused long before.
    const locks = new UploadLocks(database.db, { ...times, silent: 3600_000 });
    const id = await newUpload();
    await claimWriter(database.db, id, token);
    await using newer = await locks.take(id);
    assert.ok(newer);
    await claimWriter(database.db, await newUpload(), token);
    await using free = await locks.takeIfFree(`upload${count}`);
    assert.ok(free);
  });

  it('is not disturbed by who only takes what is free', async () => {
    const id = await newUpload();
    const others = new UploadLocks(database.db, times);
    {
      await using lock = await new UploadLocks(database.db, times).take(id);
      assert.equal(await others.takeIfFree(id), undefined);
      assert.equal(lock?.signal.aborted, false);
    }
    await using free = await others.takeIfFree(id);
    assert.ok(free);
    await claimWriter(database.db, await newUpload(), 'dead');
    await using dead = await others.takeIfFree(`upload${count}`);
    assert.ok(dead);
  });

  it('gives the place to the newest of those who wait', async () => {
    const id = await newUpload();
    const older = await new UploadLocks(database.db, times).take(id);
    const second = new UploadLocks(database.db, times).take(id);
    const refused = assert.rejects(second, UploadBusyError);
    await until('the wish', async () => (await findUpload(database.db, id))?.writer_wanted !== null);
    const third = new UploadLocks(database.db, times).take(id);
    await refused;
    await older?.[Symbol.asyncDispose]();
    await using lock = await third;
    assert.ok(lock);
  });

  it('is nobody on an upload that has ended', async () => {
    const id = await newUpload();
    await database.db.updateTable('uploads').set({ state: 'ended' }).where('id', '=', id).execute();
    assert.equal(await new UploadLocks(database.db, times).take(id), undefined);
    assert.equal(await new UploadLocks(database.db, times).takeIfFree(id), undefined);
  });

  for (const [where, at] of [
    ['the same process', 0],
    ['another process', 1],
  ] as const) {
    it(`hands a half-open upload over to a newcomer in ${where}`, async () => {
      const bytes = randomBytes(300_000);
      const url = await begin(servers[0].url, bytes.length);
      const half = openPatch(url, 0, { 'content-length': String(bytes.length) });
      await half.write(bytes.subarray(0, 100_000));
      const id = url.split('/').at(-1) ?? '';
      await until('the bytes on disk', async () => (await servers[0].parts.files.size(id)) === 100_000);
      const newUrl = servers[at].url + new URL(url).pathname;
      assert.equal(await offsetOf(newUrl), 100_000);
      assert.equal(await half.answer, 'cut');
      const answer = await patch(newUrl, 100_000, bytes.subarray(100_000));
      assert.equal(answer.status, 204);
      assert.equal(await storedHash(id), sha256(bytes));
    });
  }

  it('keeps the bytes whole when two clients write the same upload', async () => {
    const bytes = randomBytes(1_000_000);
    const url = await begin(servers[0].url, bytes.length);
    const seen = new Set<number>();
    async function write(server: UploadServer): Promise<void> {
      const address = server.url + new URL(url).pathname;
      for (let known = 0; known < bytes.length; ) {
        // 423: the other one finishes the upload.
        const { status, headers } = await head(address);
        if (status === 423) continue;
        const at = Number(headers.get('upload-offset'));
        assert.ok(at >= known, `${at} after ${known}`);
        known = at;
        if (at === bytes.length) return;
        const answer = await patch(address, at, bytes.subarray(at, at + 30_000)).catch(() => undefined);
        seen.add(answer?.status ?? 0);
      }
    }
    await Promise.all([write(servers[0]), write(servers[1])]);
    assert.deepEqual(
      [...seen].filter((status) => ![0, 204, 409, 423].includes(status)),
      [],
    );
    assert.equal(await storedHash(url.split('/').at(-1) ?? ''), sha256(bytes));
  });

  it('takes the bytes of one of two clients at a time', async () => {
    const rounds = 20;
    const url = await begin(servers[0].url, rounds * pieceBytes + 1);
    const path = new URL(url).pathname;
    const { decided, violations } = await contend({
      rounds,
      send: (client, offset, bytes) =>
        patch(servers[client].url + path, offset, bytes).then(
          ({ status }) => status,
          () => 'cut',
        ),
      offset: () => offsetOf(url),
      read: async (start, end) => {
        const bytes = await readFile(servers[0].parts.files.path(path.split('/').at(-1) ?? ''));
        return bytes.subarray(start, end);
      },
    });
    assert.deepEqual(violations, []);
    assert.ok(decided >= rounds / 2, `only ${decided} rounds were decided`);
  });

  async function storedHash(uploadId: string): Promise<string> {
    const row = await database.db
      .selectFrom('originals')
      .selectAll()
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow();
    const chunks: Buffer[] = [];
    for await (const chunk of await servers[0].parts.mediaStore.read(row.store_key)) chunks.push(chunk);
    assert.equal(row.sha256, sha256(Buffer.concat(chunks)));
    return row.sha256;
  }
});
