import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open-database.ts';
import { begin, create, head, offsetOf, openPatch, patch, sha256, tus } from './test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from './test/upload-server.ts';

const MiB = 1024 ** 2;

describe('receiving bytes', () => {
  let folder: string;
  let database: Database;
  const servers: UploadServer[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-receive-'));
    database = openDatabase({ kind: 'sqlite', file: join(folder, 'db.sqlite') });
    await migrate(database);
    await insertPeople(database);
  });
  after(async () => {
    for (const server of servers) await server.stop();
    await database.close();
    await rm(folder, { recursive: true });
  });
  const start: typeof startUploadServer = async (...given) => {
    const server = await startUploadServer(...given);
    servers.push(server);
    return server;
  };

  it('closes a connection that has fallen silent, and keeps what came', async () => {
    const server = await start(database, await mkdtemp(join(folder, 'data-')), {
      limits: { maxBytes: MiB, silentAfter: 200 },
    });
    const url = await begin(server.url, 1000);
    const silent = openPatch(url, 0, { 'content-length': '1000' });
    await silent.write(Buffer.alloc(400));
    assert.equal(await silent.answer, 'cut');
    assert.equal(await offsetOf(url), 400);
  });

  it('records a long request while it runs', async () => {
    const server = await start(database, await mkdtemp(join(folder, 'data-')), {
      limits: { maxBytes: MiB, checkpointBytes: 100_000 },
    });
    const url = await begin(server.url, 1_000_000);
    const long = openPatch(url, 0, { 'content-length': '1000000' });
    await long.write(Buffer.alloc(500_000));
    let recorded = 0;
    while (recorded < 400_000) recorded = Number((await tus(url, 'GET')).json.offset);
    long.reset();
    await long.answer;
  });

  it('counts only uploads that have a byte and are not idle', async () => {
    const hour = 3600_000;
    // By then what the tests before have left open is idle.
    let now = new Date(Date.now() + 2 * hour);
    const server = await start(database, await mkdtemp(join(folder, 'data-')), {
      clock: { now: () => now },
      limits: { maxBytes: MiB, maxOpen: 2 },
    });
    const urls = [await begin(server.url, 10), await begin(server.url, 10), await begin(server.url, 10)];
    for (const url of urls.slice(0, 2)) await patch(url, 0, 'x');
    const refused = await create(server.url, 10);
    assert.deepEqual([refused.status, refused.json.code], [409, 'too-many-uploads']);
    now = new Date(now.getTime() + hour + 1);
    assert.equal((await create(server.url, 10)).status, 201);
  });

  const isRoot = process.getuid?.() === 0;
  it('answers 507 on a full disk, keeps what fitted, and goes on when there is room', async (t) => {
    if (!isRoot) {
      process.stderr.write('\nNOT CHECKED: a full disk needs root to mount a small tmpfs\n\n');
      return t.skip('needs root to mount a small tmpfs');
    }
    const small = join(folder, 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', small]);
    try {
      const server = await start(database, small);
      const bytes = randomBytes(12 * MiB);
      const url = await begin(server.url, bytes.length);
      await writeFile(join(small, 'somebody-else'), Buffer.alloc(8 * MiB));
      assert.equal((await create(server.url, bytes.length)).json.code, 'no-room');
      const full = await patch(url, 0, bytes);
      assert.deepEqual([full.status, full.json.code], [507, 'no-room']);
      assert.doesNotMatch(JSON.stringify(full.json), /ENOSPC/);
      const kept = await offsetOf(url);
      assert.ok(kept > 7 * MiB && kept <= 8 * MiB, `${kept}`);
      assert.equal((await patch(url, kept, bytes.subarray(kept))).status, 507);
      assert.equal((await head(url)).status, 200);
      assert.ok((await statfs(small)).bavail < 16);
      await rm(join(small, 'somebody-else'));
      const offset = await offsetOf(url);
      assert.ok(offset >= kept);
      assert.equal((await patch(url, offset, bytes.subarray(offset))).status, 204);
      const row = await database.db
        .selectFrom('originals')
        .select('sha256')
        .where('id', '=', url.split('/').at(-1) ?? '')
        .executeTakeFirstOrThrow();
      assert.equal(row.sha256, sha256(bytes));
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
