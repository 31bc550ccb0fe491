import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { openLocalMediaStore } from '../media-store/local-media-store.ts';
import { finishLeftOvers } from './sweep-uploads.ts';
import { begin, head, patch, tus } from './test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from './test/upload-server.ts';

describeOnEachDatabase('several web processes with a store in common', (fresh) => {
  let folder: string;
  let here: UploadServer;
  let elsewhere: UploadServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-elsewhere-'));
    const database = await fresh();
    await insertPeople(database);
    const mediaStore = await openLocalMediaStore(join(folder, 'store'));
    const start = (name: string) =>
      startUploadServer(database, join(folder, name), { mediaStore, onlyFolder: false });
    here = await start('here');
    elsewhere = await start('elsewhere');
  });
  after(async () => {
    await here?.stop();
    await elsewhere?.stop();
    await rm(folder, { recursive: true });
  });

  const path = (url: string) => new URL(url).pathname;
  const idOf = (url: string) => url.split('/').at(-1) ?? '';

  it('send an upload back whose bytes another one has, and lose nothing of it', async () => {
    const url = await begin(here.url, 10);
    assert.equal((await patch(url, 0, '01234')).status, 204);
    const wrong = await patch(elsewhere.url + path(url), 5, '56789');
    assert.deepEqual([wrong.status, wrong.json.code], [503, 'upload-elsewhere']);
    assert.equal(existsSync(elsewhere.parts.files.path(idOf(url))), false);
    assert.equal((await patch(url, 5, '56789')).status, 204);
    assert.equal((await tus(url, 'GET')).json.state, 'finished');
  });

  it('leave one that is whole to whoever has it', async () => {
    const { db } = here.parts.database;
    const url = await begin(here.url, 4);
    // As a store that is down leaves it at the last byte.
    await writeFile(here.parts.files.path(idOf(url)), 'kept');
    await db.updateTable('uploads').set({ offset: 4 }).where('id', '=', idOf(url)).execute();
    assert.equal((await head(elsewhere.url + path(url))).status, 503);
    assert.deepEqual(await finishLeftOvers(elsewhere.parts), { finished: 0 });
    assert.equal((await tus(url, 'GET')).json.state, 'open');
    assert.deepEqual(await finishLeftOvers(here.parts), { finished: 1 });
    assert.equal((await tus(url, 'GET')).json.state, 'finished');
  });

  it('let its teacher give up one whose machine never comes back, whole or not', async () => {
    const { db } = here.parts.database;
    for (const offset of [2, 4]) {
      const url = await begin(here.url, 4);
      await db.updateTable('uploads').set({ offset }).where('id', '=', idOf(url)).execute();
      const other = elsewhere.url + path(url);
      assert.equal((await tus(other, 'DELETE')).status, 204);
      assert.equal((await head(other)).status, 410);
      assert.deepEqual(await finishLeftOvers(here.parts), { finished: 0 });
    }
  });
});
