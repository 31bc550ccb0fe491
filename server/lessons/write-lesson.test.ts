import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Lesson } from '../contract/lessons.ts';
import { insertLesson, updateLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { insertOriginal } from '../db/originals.ts';
import { untilSomebodyWaits } from '../db/test/until-somebody-waits.ts';
import { insertUpload, markUploadFinished } from '../db/uploads.ts';
import { assertProblem, readAnswer } from '../test/client.ts';
import { describeOnEachServer } from '../test/start-server.ts';
import { emptyLesson } from './file-original.ts';

describeOnEachServer('naming the lesson of an upload', (start) => {
  it('takes the file of an upload that is being finished', async () => {
    const server = await start();
    const { database, clock } = server.context;
    const li = server.world.people.li.id;
    const created_at = clock.now().toISOString();
    const lessonIds = await database.transaction(async (trx) => {
      const rows = [newId(), newId()].map(async (id) => {
        await insertLesson(trx, { ...(await emptyLesson(trx, li, '2026-11-23', clock.now())), id });
        return id;
      });
      return [await rows[0], await rows[1]] as const;
    });
    const [named, draft] = lessonIds;
    assert.ok(named && draft);
    const originalId = newId();
    await insertOriginal(database.db, {
      id: originalId,
      person_id: li,
      sha256: originalId,
      bytes: 4,
      filename: 'a.mp4',
      store_key: `originals/${originalId}`,
      created_at,
    });
    const uploadId = newId();
    await insertUpload(database.db, {
      id: uploadId,
      person_id: li,
      filename: 'a.mp4',
      filetype: 'video/mp4',
      lesson_id: null,
      length: 4,
      offset: 4,
      state: 'open',
      original_id: null,
      writer: 'writer',
      created_at,
      active_at: created_at,
      expires_at: created_at,
    });

    const client = await server.as('li');
    const [finished, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const finishing = database.transaction(async (trx) => {
      await markUploadFinished(trx, uploadId, 'writer', { originalId, lessonId: draft });
      finished.resolve();
      await commit.promise;
    });
    await finished.promise;
    const naming = client.patch(`/api/lessons/${named}`, { uploadId });
    await untilSomebodyWaits(database, naming);
    commit.resolve();
    await finishing;
    await readAnswer(await naming, Lesson);
    const lesson = await database.db
      .selectFrom('lessons')
      .select(['original_id', 'media_state'])
      .where('id', '=', named)
      .executeTakeFirstOrThrow();
    assert.deepEqual({ ...lesson }, { original_id: originalId, media_state: 'queued' });
  });
});

describeOnEachServer('the place of a lesson', (start) => {
  const place = { title: '两步计算', kind: 'micro', stage: '小学', subject: '数学', edition: '自编' };

  it('is none that only a draft of somebody else has made', async () => {
    const server = await start();
    const [li, wang] = [await server.as('li'), await server.as('wang')];
    const made = await readAnswer(
      await li.post('/api/lessons', { ...place, topic: '没有公开' }),
      Lesson,
      201,
    );
    const node = made.nodes.at(-1)?.id;
    const other = await readAnswer(await wang.post('/api/lessons', place), Lesson, 201);
    await assertProblem(await wang.patch(`/api/lessons/${other.id}`, { node }), 400, 'invalid-request');
    await assertProblem(await wang.post('/api/lessons', { ...place, node }), 400, 'invalid-request');
    const again = await readAnswer(await li.patch(`/api/lessons/${made.id}`, { node }), Lesson);
    assert.equal(again.nodes.at(-1)?.name, '没有公开');
  });

  it('has no name that is longer than one of the curriculum can be', async () => {
    const server = await start();
    const li = await server.as('li');
    for (const field of ['edition', 'volume', 'grade', 'stage']) {
      const given = { ...place, [field]: '第'.repeat(121) };
      await assertProblem(await li.post('/api/lessons', given), 400, 'invalid-request');
    }
  });
});

describeOnEachServer('trying a video again', (start) => {
  it('is done five times in 24 hours, and no file is the worse for it', async () => {
    const server = await start();
    const { database, clock } = server.context;
    const { db } = database;
    const li = server.world.people.li.id;
    const originalId = newId();
    const created_at = clock.now().toISOString();
    await insertOriginal(db, {
      ...{ id: originalId, person_id: li, sha256: originalId, bytes: 4, filename: 'a.mp4', created_at },
      store_key: `originals/${originalId}`,
    });
    const [id, other] = await database.transaction(async (trx) => {
      const rows = [newId(), newId()];
      for (const id of rows) {
        const row = await emptyLesson(trx, li, '2026-11-23', clock.now());
        await insertLesson(trx, { ...row, id, original_id: originalId, media_state: 'failed' });
      }
      return rows;
    });
    assert.ok(id && other);
    const retry = async (lesson: string) => {
      await updateLesson(db, lesson, { media_state: 'failed' });
      return (await server.as('li')).post(`/api/lessons/${lesson}/retry`);
    };
    for (let time = 0; time < 5; time += 1) {
      assert.equal((await readAnswer(await retry(id), Lesson)).media.state, 'queued');
      server.clock.advance({ hours: 1 });
    }
    const refused = await retry(id);
    assert.equal(refused.headers.get('retry-after'), String(19 * 3600));
    await assertProblem(refused, 429, 'too-many-retries');
    const kept = await (await server.as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.equal(kept.media.state, 'failed', 'as it was');
    await readAnswer(await retry(other), Lesson);
    server.clock.advance({ hours: 19, seconds: 1 });
    await readAnswer(await retry(id), Lesson);
  });
});

describeOnEachServer('a lesson edited on two pages', (start) => {
  it('is never overwritten by what was made from an older one', async () => {
    const server = await start();
    const { database, clock } = server.context;
    const row = await database.transaction((trx) =>
      emptyLesson(trx, server.world.people.li.id, '2026-11-23', clock.now()),
    );
    await insertLesson(database.db, row);
    const li = await server.as('li');
    const address = `/api/lessons/${row.id}`;
    const save = (body: object) => li.patch(address, body);
    const { revision } = await li.json(address, Lesson);

    const first = await readAnswer(await save({ title: '分数', revision, tab: 'a' }), Lesson);
    assert.equal(first.revision, revision + 1);
    await assertProblem(await save({ title: '小数', revision, tab: 'b' }), 409, 'changed-elsewhere');
    await assertProblem(await save({ title: '小数', revision }), 409, 'changed-elsewhere');
    assert.equal((await li.json(address, Lesson)).title, '分数');

    const again = await readAnswer(await save({ title: '认识分数', revision, tab: 'a' }), Lesson);
    assert.equal(again.title, '认识分数', 'its own save, whose answer got lost, stands in nobody’s way');
    const known = await readAnswer(await save({ title: '小数', revision: again.revision, tab: 'b' }), Lesson);
    assert.equal(known.title, '小数');
    await assertProblem(
      await save({ title: '分数', revision: again.revision, tab: 'a' }),
      409,
      'changed-elsewhere',
    );
    const unasked = await readAnswer(await save({ title: '整数' }), Lesson);
    assert.equal(unasked.revision, known.revision + 1, 'who names none replaces, and is counted');
  });
});

describeOnEachServer('throwing a draft away', (start) => {
  it('spares the lesson that was handed in meanwhile', async () => {
    const server = await start();
    const { database, clock } = server.context;
    const id = await database.transaction(async (trx) => {
      const row = await emptyLesson(trx, server.world.people.li.id, '2026-11-23', clock.now());
      await insertLesson(trx, row);
      return row.id;
    });
    const client = await server.as('li');
    const [changed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const handingIn = database.transaction(async (trx) => {
      await updateLesson(trx, id, { state: 'submitted' });
      changed.resolve();
      await commit.promise;
    });
    await changed.promise;
    const deleting = client.delete(`/api/lessons/${id}`);
    await untilSomebodyWaits(database, deleting);
    commit.resolve();
    await handingIn;
    await assertProblem(await deleting, 409, 'wrong-state');
    assert.equal((await client.json(`/api/lessons/${id}`, Lesson)).state, 'submitted');
  });
});
