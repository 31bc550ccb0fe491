import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { after, before, describe, it, test } from 'node:test';
import { MediaStoreUnavailableError } from '../media-store.ts';
import { type CuttingProxy, startCuttingProxy } from '../test/cutting-proxy.ts';
import { describeMediaStore } from '../test/media-store-contract.ts';
import {
  hasOwnS3,
  hasS3,
  notTested,
  type OwnS3,
  startOwnS3,
  startS3,
  type TestS3,
} from '../test/start-s3-server.ts';
import { listObjects } from './list-objects.ts';
import { openS3Connection } from './s3-connection.ts';
import type { S3Location } from './s3-location.ts';
import { openS3MediaStore } from './s3-media-store.ts';

const MiB = 1024 ** 2;
const notTestedOwn = 'S3 ON BAD DAYS WAS NOT TESTED: PUT A versitygw ON THE PATH';

if (!hasS3()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('S3 media store', () => {
    let s3: TestS3;
    before(async () => {
      s3 = await startS3();
    });
    after(() => s3?.stop());

    describeMediaStore('S3', (folder) => openS3MediaStore(s3.newLocation(), folder));
  });
}

if (!hasOwnS3()) {
  test(notTestedOwn, { todo: notTestedOwn }, () => {
    throw new Error(notTestedOwn);
  });
} else {
  describe('S3 media store on bad days', () => {
    let s3: OwnS3;
    let proxy: CuttingProxy;
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'qianke-s3-store-'));
      s3 = await startOwnS3();
      proxy = await startCuttingProxy(s3.newLocation().endpoint ?? '');
    });
    after(async () => {
      await proxy?.close();
      await s3?.stop();
      await rm(folder, { recursive: true });
    });

    async function openStore(change: Partial<S3Location> = {}) {
      const work = await mkdtemp(join(folder, 'work-'));
      const location = { ...s3.newLocation(), ...change };
      return { location, work, store: await openS3MediaStore(location, work) };
    }
    const file = async (content: string | Buffer) => {
      const path = join(await mkdtemp(join(folder, 'file-')), 'file');
      await writeFile(path, content);
      return path;
    };
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

    it('stores a large file in parts and reads it back over a line that breaks', async () => {
      const { store } = await openStore({ endpoint: proxy.url });
      const bytes = randomBytes(40 * MiB + 7);
      proxy.cut(2, 5 * MiB);
      await store.putFile('originals/large', await file(bytes));
      assert.equal(proxy.cuts(), 2);
      assert.equal((await store.stat('originals/large'))?.bytes, bytes.length);
      proxy.cut(2, 5 * MiB);
      assert.equal(hash(await buffer(await store.read('originals/large'))), hash(bytes));
      assert.equal(proxy.cuts(), 2);
      const range = { start: 16 * MiB - 3, end: 32 * MiB + 3 };
      proxy.cut(1, 5 * MiB);
      const part = await buffer(await store.read('originals/large', range));
      assert.ok(part.equals(bytes.subarray(range.start, range.end + 1)));
      proxy.cut(1, 20 * MiB);
      assert.equal(hash(await store.withLocalFile('originals/large', (path) => readFile(path))), hash(bytes));
    });

    it('goes on with a folder where a failure has left it', async () => {
      const { store } = await openStore({ endpoint: proxy.url });
      const made = await store.makeWorkFolder('version');
      await mkdir(join(made, 'v720'));
      for (let index = 0; index < 20; index++)
        await writeFile(join(made, 'v720', `${index}.m4s`), randomBytes(100_000));
      await writeFile(join(made, 'version.json'), '{}');
      // Every connection breaks, more often than it is tried again.
      proxy.cut(Number.POSITIVE_INFINITY, 50_000);
      await assert.rejects(store.putFolder('media/ab/v', made), MediaStoreUnavailableError);
      proxy.cut(0, 0);
      assert.equal(await store.stat('media/ab/v/version.json'), null, 'what vouches for it comes last');
      assert.ok(existsSync(made));
      await store.putFolder('media/ab/v', made);
      assert.equal((await store.list('media/ab/v/v720')).length, 20);
      assert.equal(existsSync(made), false);
    });

    it('says what is wrong and what to do, and works again by itself', async () => {
      const { store, location } = await openStore();
      await store.putFile('kept', await file('kept'));
      await s3.kill();
      const { secretAccessKey } = location.credentials;
      const down = (error: unknown) =>
        error instanceof MediaStoreUnavailableError &&
        error.reason === 'unreachable' &&
        error.message.includes('see whether it runs') &&
        !error.message.includes(secretAccessKey);
      const waiting = await file('waits');
      await assert.rejects(store.check(), down);
      await assert.rejects(store.stat('kept'), down);
      await assert.rejects(store.read('kept'), down);
      await assert.rejects(store.putFile('waits', waiting), down);
      assert.ok(existsSync(waiting));
      await s3.restart();
      await store.check();
      assert.equal(await text(await store.read('kept')), 'kept');
      await store.putFile('waits', waiting);
      assert.equal(await text(await store.read('waits')), 'waits');
    });

    it('does not wait long for a store that says nothing', async () => {
      const { store } = await openStore();
      process.kill(s3.pid(), 'SIGSTOP');
      try {
        await assert.rejects(store.check(), { name: 'MediaStoreUnavailableError', reason: 'unreachable' });
      } finally {
        process.kill(s3.pid(), 'SIGCONT');
      }
      await store.check();
    });

    it('tells wrong credentials from a wrong bucket', async () => {
      const { location } = await openStore();
      const credentials = { ...location.credentials, secretAccessKey: 'wrong' };
      for (const [change, reason] of [
        [{ credentials }, 'refused'],
        [{ bucket: 'nothing-here' }, 'no-bucket'],
      ] as const) {
        const { store } = await openStore(change);
        await assert.rejects(store.check(), { name: 'MediaStoreUnavailableError', reason });
        await assert.rejects(store.list('media'), { name: 'MediaStoreUnavailableError', reason });
        const open = store.withLocalFile('originals/one', async () => {});
        await assert.rejects(open, { name: 'MediaStoreUnavailableError', reason });
      }
    });

    it('removes parts of files whose storing was cut off', async () => {
      const { store, location } = await openStore();
      const { sdk, send } = await openS3Connection(location);
      const { bucket: Bucket, prefix: Prefix } = location;
      const object = { Bucket, Key: `${Prefix}originals/cut` };
      await send((client) => client.send(new sdk.CreateMultipartUploadCommand(object)));
      const count = async () =>
        (await send((client) => client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix }))))
          ?.Uploads?.length ?? 0;
      await store.removeAbandoned(new Date(Date.now() - 3600_000));
      assert.equal(await count(), 1, 'what is young may be under way');
      await store.removeAbandoned(new Date(Date.now() + 3600_000));
      assert.equal(await count(), 0);
    });

    it('lists more than the store gives at a time', async () => {
      const { store, location } = await openStore();
      const keys = ['many/a', 'many/b/1', 'many/b/2', 'many/c', 'many/d/1', 'many/e'];
      for (const key of keys) await store.putFile(key, await file(key));
      const connection = await openS3Connection(location);
      const list = async (deep: boolean) =>
        (await listObjects(connection, 'many/', { deep, pageSize: 2 })).map(({ key }) => key).sort();
      assert.deepEqual(await list(true), keys);
      assert.deepEqual(await list(false), ['many/a', 'many/b/', 'many/c', 'many/d/', 'many/e']);
    });

    it('takes a fenced work folder away from another machine', async () => {
      const { store, location, work } = await openStore();
      const other = await openS3MediaStore(location, join(work, 'other'));
      await store.putFile('kept', await file('kept'));
      const mine = await store.makeWorkFolder('fenced', { fenced: true });
      await writeFile(join(mine, 'manifest.json'), '{}');
      await other.removeWorkFolders('fenced');
      await assert.rejects(store.removeFenced('kept', mine), { code: 'ENOENT' });
      await assert.rejects(store.putFolder('snapshots/late', mine), { code: 'ENOENT' });
      assert.equal(await store.stat('snapshots/late/manifest.json'), null);
      assert.equal(await text(await store.read('kept')), 'kept');
    });

    it('stores a file once when its sender asks again while it is under way', async () => {
      const { store } = await openStore();
      const bytes = randomBytes(20 * MiB);
      const path = await file(bytes);
      const again = await file(bytes);
      await Promise.all([store.putFile('originals/twice', path), store.putFile('originals/twice', again)]);
      assert.equal(hash(await buffer(await store.read('originals/twice'))), hash(bytes));
      assert.deepEqual([existsSync(path), existsSync(again)], [false, false]);
    });
  });
}
