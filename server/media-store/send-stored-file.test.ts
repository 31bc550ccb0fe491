import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { HotFiles } from './hot-files.ts';
import { openLocalMediaStore } from './local-media-store.ts';
import { sendStoredFile } from './send-stored-file.ts';

describe('a stored file', () => {
  let url: string;
  let folder: string;
  let stop: () => void;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-send-'));
    const store = await openLocalMediaStore(join(folder, 'store'));
    await writeFile(join(folder, 'file'), '0123456789');
    await store.putFile('a/b', join(folder, 'file'));
    const app = express();
    const cold = { key: 'a/b', contentType: 'video/mp4', cacheControl: 'no-cache' };
    for (const [path, file] of [
      ['/', cold],
      ['/hot', { ...cold, hot: new HotFiles(store) }],
    ] as const) {
      app.get(path, (request, response) =>
        sendStoredFile(store, file, request, response, new AbortController().signal),
      );
    }
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  after(async () => {
    stop();
    await rm(folder, { recursive: true });
  });

  async function get(headers: Record<string, string>, path = ''): Promise<[status: number, body: string]> {
    const answer = await fetch(url + path, { headers });
    return [answer.status, await answer.text()];
  }

  for (const [from, path] of [
    ['the store', ''],
    ['memory', 'hot'],
  ] as const) {
    it(`is sent whole, in part, or not again from ${from}`, async () => {
      const etag = (await fetch(url + path)).headers.get('etag') ?? '';
      assert.deepEqual(await get({}, path), [200, '0123456789']);
      assert.deepEqual(await get({ range: 'bytes=2-4' }, path), [206, '234']);
      assert.deepEqual(await get({ range: 'bytes=-3' }, path), [206, '789']);
      assert.deepEqual(await get({ range: 'bytes=0-1,4-5' }, path), [200, '0123456789']);
      assert.deepEqual(await get({ range: 'bytes=10-' }, path), [416, '']);
      assert.deepEqual(await get({ 'if-none-match': etag, 'cache-control': 'max-age=0' }, path), [304, '']);
    });
  }

  it('is sent in part to whoever has the rest of the same file, and whole to others', async () => {
    const { headers } = await fetch(url);
    const etag = headers.get('etag') ?? '';
    const date = headers.get('last-modified') ?? '';
    const range = 'bytes=2-4';
    for (const same of [etag, date]) assert.deepEqual(await get({ range, 'if-range': same }), [206, '234']);
    for (const other of [`W/${etag}`, '"other"', 'Sun, 22 Nov 2020 00:00:00 GMT', '']) {
      assert.deepEqual(await get({ range, 'if-range': other }), [200, '0123456789'], other);
    }
  });
});
