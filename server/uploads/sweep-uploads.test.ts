import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { createChance } from '../../transcoder/test/chance.ts';
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

  it('ends the right ones of 300 uploads in any state', async () => {
    const { db } = server.parts.database;
    await db.deleteFrom('uploads').execute();
    const chance = createChance(11);
    const at = (hours: number) => new Date(now.getTime() + hours * 3600_000).toISOString();
    const rows = Array.from({ length: 300 }, (_, number) => ({
      id: `state${number}`,
      person_id: 'teacher',
      filename: 'a.mp4',
      filetype: 'video/mp4',
      school_id: null,
      lesson_id: null,
      original_id: null,
      length: 4,
      offset: chance.whole(5),
      state: chance.pick(['open', 'open', 'finished', 'ended']),
      created_at: at(-2000),
      active_at: at(-1000 + chance.whole(1000)),
      expires_at: chance.pick([at(0), at(-1), at(1), at(chance.whole(400) - 200)]),
    }));
    for (let from = 0; from < rows.length; from += 100) {
      await db
        .insertInto('uploads')
        .values(rows.slice(from, from + 100))
        .execute();
    }
    const withFile = rows.filter(({ offset }) => offset > 0);
    for (const { id, offset } of withFile)
      await writeFile(server.parts.files.path(id), 'kept'.slice(0, offset));
    const over = rows.filter(
      ({ state, offset, expires_at }) => state === 'open' && offset < 4 && expires_at <= now.toISOString(),
    );
    const { ended } = await sweepUploads(server.parts);
    assert.equal(ended, over.length);
    const open = await db.selectFrom('uploads').select('id').where('state', '=', 'open').execute();
    const kept = rows.filter((row) => row.state === 'open' && !over.includes(row)).map(({ id }) => id);
    assert.deepEqual(open.map(({ id }) => id).toSorted(), kept.toSorted());
    const files = withFile.map(({ id }) => id).filter((id) => kept.includes(id));
    assert.deepEqual(
      (await server.parts.files.list()).filter((name) => name.startsWith('state')).toSorted(),
      files.toSorted(),
    );
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
