import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { openLocalMediaStore } from './local-media-store.ts';
import { describeMediaStore } from './test/media-store-contract.ts';

describeMediaStore('local folder', (folder) => openLocalMediaStore(folder));

describe('local media store', () => {
  it('sweeps work that nobody has written to for a day, and no other', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-media-'));
    t.after(() => rm(folder, { recursive: true }));
    const store = await openLocalMediaStore(folder);
    const [left, busy] = [await store.makeWorkFolder('left'), await store.makeWorkFolder('busy')];
    await writeFile(join(left, 'segment'), 'x');
    await writeFile(join(busy, 'segment'), 'x');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3600 * 1000);
    for (const path of [join(left, 'segment'), left, busy]) await utimes(path, twoDaysAgo, twoDaysAgo);
    await openLocalMediaStore(folder);
    assert.equal(existsSync(left), false);
    assert.deepEqual(await readdir(busy), ['segment']);
  });

  it('says so where its folder is gone', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-media-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const store = await openLocalMediaStore(folder);
    await store.check();
    await rm(folder, { recursive: true });
    await assert.rejects(store.check(), { name: 'MediaStoreUnavailableError', reason: 'unreachable' });
  });

  it('keeps what it stored when it is opened again', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-media-'));
    t.after(() => rm(folder, { recursive: true }));
    const file = join(folder, 'file');
    await writeFile(file, 'kept');
    await (await openLocalMediaStore(join(folder, 'store'))).putFile('a/b', file);
    assert.equal((await (await openLocalMediaStore(join(folder, 'store'))).stat('a/b'))?.bytes, 4);
  });

  it('takes files and folders from another file system', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-media-'));
    const elsewhere = await mkdtemp('/dev/shm/qianke-media-');
    t.after(() => Promise.all([folder, elsewhere].map((path) => rm(path, { recursive: true }))));
    assert.notEqual((await stat(folder)).dev, (await stat(elsewhere)).dev, 'needs two file systems');
    const store = await openLocalMediaStore(folder);
    await mkdir(join(elsewhere, 'version'));
    for (const path of ['file', 'version/a']) await writeFile(join(elsewhere, path), path);
    await store.putFile('f', join(elsewhere, 'file'));
    await store.putFolder('v', join(elsewhere, 'version'));
    assert.equal(await text(await store.read('f')), 'file');
    assert.equal(await text(await store.read('v/a')), 'version/a');
    assert.deepEqual(await readdir(elsewhere), []);
    assert.deepEqual(await readdir(join(folder, 'work')), []);
  });
});
