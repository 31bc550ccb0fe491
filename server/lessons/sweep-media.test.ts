import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { writeCover } from '../db/attachments.ts';
import { insertBackup } from '../db/backups.ts';
import { findKnownEarlySightIds, replaceEarlySight } from '../db/early-sights.ts';
import { deleteLesson, insertLesson, updateLesson } from '../db/lessons.ts';
import { insertMediaVersion } from '../db/media-versions.ts';
import { newId } from '../db/new-id.ts';
import { findOriginal, insertOriginal } from '../db/originals.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { insertUpload } from '../db/uploads.ts';
import { openLocalMediaStore } from '../media-store/local-media-store.ts';
import { makeSampleWorld } from '../test/sample-world.ts';
import { createTestClock } from '../test/test-clock.ts';
import { originalKey } from '../uploads/finish-upload.ts';
import { emptyLesson } from './file-original.ts';
import { SweepRefusedError, sweepMedia } from './sweep-media.ts';

describeOnEachDatabase('sweeping the media store', (fresh) => {
  /** A library whose clock stands two days after everything in it was stored. */
  async function setUp(t: TestContext) {
    const database = await fresh();
    const clock = createTestClock(new Date(Date.now() + 2 * 24 * 3600 * 1000).toISOString());
    const world = await makeSampleWorld(database, clock.now());
    const li = world.people.li.id;
    const folder = await mkdtemp(join(tmpdir(), 'qianke-sweep-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const mediaStore = await openLocalMediaStore(folder);
    const originalId = newId();
    await insertOriginal(database.db, {
      id: originalId,
      person_id: li,
      sha256: '',
      bytes: 1,
      filename: 'a.mp4',
      store_key: 'originals/a',
      created_at: clock.now().toISOString(),
    });

    async function put(key: string): Promise<string> {
      const file = join(await mediaStore.makeWorkFolder('test'), 'file');
      await writeFile(file, key);
      await mediaStore.putFile(key, file);
      return key;
    }
    return {
      database,
      clock,
      mediaStore,
      put,
      sweep: () => sweepMedia({ database, clock, mediaStore }),
      lesson: () =>
        database.transaction(async (trx) => {
          const row = await emptyLesson(trx, li, '2026-11-23', clock.now());
          await insertLesson(trx, row);
          return row.id;
        }),
      /** Makes a version, stored and known, the lesson's. */
      async version(lessonId: string, hoursAgo: number): Promise<string> {
        const id = newId();
        const storePrefix = `media/${id.slice(0, 2)}/${id}`;
        await put(`${storePrefix}/version.json`);
        await insertMediaVersion(database.db, {
          id,
          lesson_id: lessonId,
          original_id: originalId,
          duration_seconds: 1,
          bytes: 1,
          manifest: '{}',
          store_prefix: storePrefix,
          created_at: new Date(clock.now().getTime() - hoursAgo * 3600 * 1000).toISOString(),
        });
        await updateLesson(database.db, lessonId, { media_version_id: id });
        return storePrefix;
      },
      /** Made so many hours ago, stored and known. */
      async original(hoursAgo: number): Promise<{ id: string; key: string }> {
        const id = newId();
        const key = await put(originalKey(id));
        await insertOriginal(database.db, {
          id,
          person_id: li,
          sha256: id,
          bytes: 1,
          filename: 'a.mp4',
          store_key: key,
          created_at: new Date(clock.now().getTime() - hoursAgo * 3600 * 1000).toISOString(),
        });
        return { id, key };
      },
      /** A whole upload, finished with an original or not filed yet. */
      async upload(id: string, originalId: string | null): Promise<void> {
        const at = clock.now().toISOString();
        await insertUpload(database.db, {
          id,
          person_id: li,
          filename: 'a.mp4',
          filetype: 'video/mp4',
          lesson_id: null,
          length: 1,
          offset: 1,
          state: originalId === null ? 'open' : 'finished',
          original_id: originalId,
          created_at: at,
          active_at: at,
          expires_at: at,
        });
      },
      isStored: async (prefix: string) => (await mediaStore.stat(`${prefix}/version.json`)) !== null,
    };
  }

  it('removes versions a day after they were replaced, and no others', async (t) => {
    const { lesson, version, sweep, isStored } = await setUp(t);
    const [long, lately, single] = [await lesson(), await lesson(), await lesson()];
    const replacedLongAgo = await version(long, 100);
    const current = await version(long, 25);
    const replacedLately = await version(lately, 100);
    const new_ = await version(lately, 23);
    const only = await version(single, 1000);
    assert.deepEqual(await sweep(), { versions: 1, files: 0 });
    assert.equal(await isStored(replacedLongAgo), false);
    for (const prefix of [current, replacedLately, new_, only]) assert.ok(await isStored(prefix));
    assert.deepEqual(await sweep(), { versions: 0, files: 0 });
  });

  it('removes nothing while a backup runs, which may name it', async (t) => {
    const { database, clock, lesson, version, sweep, isStored } = await setUp(t);
    const id = await lesson();
    const replaced = await version(id, 100);
    await version(id, 25);
    const at = clock.now().toISOString();
    const backup = { id: newId(), name: 'one', target: '/backups', started_at: at, beat_at: at };
    await insertBackup(database, { ...backup, state: 'running' }, at);
    assert.deepEqual(await sweep(), { versions: 0, files: 0 });
    assert.ok(await isStored(replaced));
    clock.advance({ hours: 1 });
    assert.deepEqual(await sweep(), { versions: 1, files: 0 });
  });

  it('keeps versions that a cover is a picture of', async (t) => {
    const { database, lesson, version, sweep, isStored } = await setUp(t);
    const id = await lesson();
    const old = await version(id, 100);
    await version(id, 50);
    await writeCover(database.db, {
      lesson_id: id,
      store_key: `${old}/covers/2.webp`,
      source: 'chosen',
      updated_at: '',
    });
    await sweep();
    assert.ok(await isStored(old));
  });

  it('removes what a deleted lesson and broken-off work have left', async (t) => {
    const { database, lesson, version, put, sweep, isStored, mediaStore } = await setUp(t);
    const [kept, deleted] = [await lesson(), await lesson()];
    const keptVersion = await version(kept, 100);
    const deletedVersion = await version(deleted, 100);
    await deleteLesson(database.db, deleted);
    await put('media/zz/never-published/version.json');
    const leftovers = [
      'attachments/aa/left',
      'covers/aa/left.webp',
      'captions/aa/left.vtt',
      'covers/pending/old',
    ];
    for (const key of leftovers) await put(key);
    const cover = await put('covers/aa/used.webp');
    await writeCover(database.db, { lesson_id: kept, store_key: cover, source: 'uploaded', updated_at: '' });
    const pending = await put('covers/pending/new');
    await updateLesson(database.db, kept, {
      cover_upload: JSON.stringify({ storeKey: pending, state: 'pending' }),
    });
    assert.deepEqual(await sweep(), { versions: 2, files: 4 });
    assert.ok(await isStored(keptVersion));
    assert.equal(await isStored(deletedVersion), false);
    for (const key of [cover, pending]) assert.ok(await mediaStore.stat(key));
    for (const key of leftovers) assert.equal(await mediaStore.stat(key), null);
  });

  it('removes what could be watched early of videos that are not being made any more', async (t) => {
    const { database, clock, mediaStore, put, lesson, original, sweep } = await setUp(t);
    const { id: original_id } = await original(1);
    const make = async (media_state: string, id: string) => {
      const lesson_id = await lesson();
      await updateLesson(database.db, lesson_id, { media_state, original_id });
      await replaceEarlySight(database.db, {
        ...{ id, lesson_id, original_id, lesson_seconds: 60 },
        ...{ opening_segments: 1, segments: 1, segment_lengths: '[1]' },
        created_at: clock.now().toISOString(),
      });
      await put(`early/aa/${id}/opening/00000.m4s`);
    };
    await make('processing', 'lives');
    await make('failed', 'ended');
    await put('early/aa/unknown/opening/00000.m4s');
    assert.deepEqual(await sweep(), { versions: 2, files: 0 });
    assert.deepEqual(await mediaStore.list('early/aa'), ['lives']);
    assert.deepEqual(await findKnownEarlySightIds(database.db, ['lives', 'ended']), ['lives']);
  });

  it('removes originals that no lesson, version or upload names, after a day', async (t) => {
    const { database, lesson, original, upload, put, sweep, mediaStore } = await setUp(t);
    const [ofLesson, ofVersion, ofUpload, young, unused] = [
      await original(100),
      await original(100),
      await original(100),
      await original(23),
      await original(25),
    ];
    await updateLesson(database.db, await lesson(), { original_id: ofLesson.id });
    const other = await lesson();
    const versionId = newId();
    await put(`media/${versionId.slice(0, 2)}/${versionId}/version.json`);
    await insertMediaVersion(database.db, {
      id: versionId,
      lesson_id: other,
      original_id: ofVersion.id,
      duration_seconds: 1,
      bytes: 1,
      manifest: '{}',
      store_prefix: `media/${versionId.slice(0, 2)}/${versionId}`,
      created_at: '',
    });
    await upload(newId(), ofUpload.id);
    const unfiled = newId();
    await upload(unfiled, null);
    const unfiledKey = await put(originalKey(unfiled));
    const unknown = await put(originalKey(newId()));
    assert.deepEqual(await sweep(), { versions: 0, files: 2 });
    for (const { key } of [ofLesson, ofVersion, ofUpload, young]) assert.ok(await mediaStore.stat(key));
    assert.ok(await mediaStore.stat(unfiledKey));
    for (const key of [unused.key, unknown]) assert.equal(await mediaStore.stat(key), null);
    assert.equal(await findOriginal(database.db, unused.id), undefined);
    assert.deepEqual(await sweep(), { versions: 0, files: 0 });
  });

  it('removes pieces of lessons that nobody will join, and no others', async (t) => {
    const { database, mediaStore, put, sweep } = await setUp(t);
    const wanted = 'pieces/aa/wanted';
    const [joined, abandoned] = ['pieces/bb/joined', 'pieces/cc/abandoned'];
    for (const prefix of [wanted, joined, abandoned]) await put(`${prefix}/v360.mp4`);
    const now = new Date().toISOString();
    const job = {
      kind: 'transcode',
      subject_id: '',
      payload: '{}',
      run_at: now,
      created_at: now,
      updated_at: now,
    };
    for (const [id, state, prefix] of [
      ['open', 'split', wanted],
      ['over', 'done', joined],
    ] as const) {
      const made = JSON.stringify({ prefix, report: {} });
      await database.db
        .insertInto('jobs')
        .values([
          { ...job, id, state },
          { ...job, id: `part of ${id}`, part_of: id, state: 'done', made },
        ])
        .execute();
    }
    await sweep();
    assert.deepEqual(await mediaStore.list('pieces/aa'), ['wanted']);
    for (const shard of ['pieces/bb', 'pieces/cc']) assert.deepEqual(await mediaStore.list(shard), []);
  });

  it('leaves what is younger than a day', async (t) => {
    const { clock, put, sweep, isStored } = await setUp(t);
    clock.set(new Date().toISOString());
    await put('media/zz/just-made/version.json');
    assert.deepEqual(await sweep(), { versions: 0, files: 0 });
    assert.ok(await isStored('media/zz/just-made'));
  });

  it('refuses to empty a store that belongs to another database', async (t) => {
    const { put, sweep, isStored } = await setUp(t);
    for (let i = 0; i < 51; i += 1) await put(`media/zz/version-${i}/version.json`);
    await assert.rejects(sweep(), SweepRefusedError);
    assert.ok(await isStored('media/zz/version-0'));
  });
});
