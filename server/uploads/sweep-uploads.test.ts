import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { claimWriter } from '../db/uploads.ts';
import { finishLeftOvers, sweepUploads } from './sweep-uploads.ts';
import { begin, head, patch } from './test/tus-client.ts';
import { insertPeople, startUploadServer, type UploadServer } from './test/upload-server.ts';

describeOnEachDatabase('sweeping uploads', (fresh) => {
  let folder: string;
  let server: UploadServer;
  let now = new Date('2026-11-22T08:00:00Z');
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-sweep-'));
    const database = await fresh();
    await insertPeople(database);
    server = await startUploadServer(database, folder, {
      clock: { now: () => now },
      lockTimes: { beat: 50, silent: 300 },
    });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const idOf = (url: string) => url.split('/').at(-1) ?? '';
  const stateOf = async (url: string) =>
    (
      await server.parts.database.db
        .selectFrom('uploads')
        .select('state')
        .where('id', '=', idOf(url))
        .executeTakeFirstOrThrow()
    ).state;

  it('ends what expired, and neither what is alive, being written nor whole', async () => {
    const { db } = server.parts.database;
    const [expired, written, whole, dead] = [
      await begin(server.url, 10),
      await begin(server.url, 10),
      await begin(server.url, 4),
      await begin(server.url, 10),
    ];
    for (const url of [expired, written, dead]) await patch(url, 0, '0123');
    // As a kill between the last byte and the finish leaves it.
    await writeFile(server.parts.files.path(idOf(whole)), 'kept');
    await db.updateTable('uploads').set({ offset: 4 }).where('id', '=', idOf(whole)).execute();
    await claimWriter(db, idOf(dead), 'killed');
    now = new Date(now.getTime() + 8 * 24 * 3600_000);
    const alive = await begin(server.url, 10);
    await patch(alive, 0, '0123');
    {
      await using lock = await server.parts.locks.take(idOf(written));
      assert.deepEqual(await sweepUploads(server.parts), { ended: 2, filesRemoved: 2 });
      assert.equal(lock?.signal.aborted, false);
    }
    const states = await Promise.all([expired, written, whole, dead, alive].map(stateOf));
    assert.deepEqual(states, ['ended', 'open', 'open', 'ended', 'open']);
    assert.deepEqual(
      (await readdir(join(folder, 'uploads'))).toSorted(),
      [written, whole, alive].map(idOf).toSorted(),
    );
    assert.equal((await head(expired)).status, 410);

    assert.deepEqual(await finishLeftOvers(server.parts), { finished: 1 });
    assert.equal(await stateOf(whole), 'finished');
    assert.deepEqual(await finishLeftOvers(server.parts), { finished: 0 });
  });

  it('removes the second copy that a killed finish left', async () => {
    const [first, second] = [await begin(server.url, 4), await begin(server.url, 4)];
    for (const url of [first, second]) await patch(url, 0, 'same');
    const copy = join(folder, 'copy');
    await writeFile(copy, 'same');
    await server.parts.mediaStore.putFile(`originals/${idOf(second).slice(0, 2)}/${idOf(second)}`, copy);
    await writeFile(server.parts.files.path(idOf(second)), 'same');
    await sweepUploads(server.parts);
    const names = await readdir(join(folder, 'media', 'originals'), { recursive: true });
    assert.ok(names.some((name) => name.endsWith(idOf(first))));
    assert.ok(!names.some((name) => name.endsWith(idOf(second))));
    assert.ok(!(await readdir(join(folder, 'uploads'))).includes(idOf(second)));
  });
});
