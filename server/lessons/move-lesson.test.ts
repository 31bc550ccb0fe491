import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { Lesson } from '../contract/lessons.ts';
import { writeCaption } from '../db/attachments.ts';
import { updateLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { insertOriginal } from '../db/originals.ts';
import { giveNewVersion, publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem, readAnswer } from '../test/client.ts';
import { describeOnEachServer } from '../test/start-server.ts';
import { publishMediaVersion } from './change-media.ts';
import type { TranscoderManifest } from './media-manifest.ts';

const manifest: TranscoderManifest = {
  durationSeconds: 480,
  bytes: 1000,
  hasAudio: true,
  source: { width: 1280, height: 720 },
  renditions: [],
  mp4: { file: 'lesson.mp4' },
  covers: [],
  storyboard: null,
  warnings: [],
};

describeOnEachServer('checking a lesson', (start) => {
  it('publishes the version that was watched, and no other unseen', async () => {
    const server = await start();
    const { db } = server.context.database;
    const { id, mediaVersionId } = await publishSample(server, 'li', 'school1', '分数');
    const address = `/api/lessons/${id}`;
    const school = await server.as('school1');
    await updateLesson(db, id, { state: 'submitted' });
    const watched = await school.json(address, Lesson);
    assert.equal(watched.media.version, mediaVersionId);
    const { original_id } = await db.selectFrom('lessons').select('original_id').executeTakeFirstOrThrow();
    const newer = await giveNewVersion(server, id, original_id ?? '');
    const seen = watched.media.version;
    await assertProblem(await school.post(`${address}/publish`, { seen }), 409, 'wrong-state');
    const published = await readAnswer(await school.post(`${address}/publish`, { seen: newer }), Lesson);
    assert.equal(published.state, 'published');
    assert.equal((await server.visitor().json(address, Lesson)).media.version, undefined);
  });

  it('counts as handed in anew when another video is ready', async () => {
    const server = await start();
    const { database } = server.context;
    const { id } = await publishSample(server, 'li', 'school1', '分数');
    await updateLesson(database.db, id, { state: 'submitted', media_state: 'processing' });
    server.clock.advance({ hours: 1 });
    const before = await database.db.selectFrom('lessons').selectAll().executeTakeFirstOrThrow();
    const job = { lessonId: id, originalId: before.original_id ?? '' };
    const versionId = newId();
    const version = { id: versionId, storePrefix: `media/${versionId}`, manifest };
    await database.transaction((trx) => publishMediaVersion(server.context, trx, job, version));
    const after = await database.db.selectFrom('lessons').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [after.state, after.media_version_id, after.submitted_at],
      ['submitted', versionId, server.clock.now().toISOString()],
    );
  });

  it('takes away with a video what a program wrote of it, and asks whether its teacher’s captions fit', async () => {
    const server = await start();
    const { database } = server.context;
    const { id } = await publishSample(server, 'li', 'school1', '分数');
    const file = { store_key: `captions/${id}.vtt`, updated_at: server.clock.now().toISOString() };
    await writeCaption(database.db, { lesson_id: id, language: 'zh', ...file, automatic: 1 });
    await writeCaption(database.db, { lesson_id: id, language: 'ug', ...file, automatic: 0 });
    server.clock.advance({ hours: 1 });
    const created_at = server.clock.now().toISOString();
    const sha256 = createHash('sha256').update(id).digest('hex');
    const original = { id: newId(), person_id: server.world.people.li.id, created_at };
    const bytes = { sha256, bytes: 1, store_key: `originals/${sha256}`, filename: '重录.mp4' };
    await insertOriginal(database.db, { ...original, ...bytes });
    await updateLesson(database.db, id, {
      ...{ original_id: original.id, media_state: 'processing', captions_failed: 1 },
    });
    const job = { lessonId: id, originalId: original.id };
    const version = { id: newId(), storePrefix: 'media/new', manifest };
    await database.transaction((trx) => publishMediaVersion(server.context, trx, job, version));
    const lesson = await (await server.as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.deepEqual(lesson.captions, [
      { language: 'ug', name: '维吾尔语', automatic: false, beforeVideo: true },
    ]);
    assert.ok(!lesson.warnings.some(({ code }) => code === 'captions-failed'));
  });

  it('does not ask whether captions fit that were there before the first video', async () => {
    const server = await start();
    const { database } = server.context;
    const { id } = await publishSample(server, 'li', 'school1', '分数');
    const updated_at = new Date(server.clock.now().getTime() - 3_600_000).toISOString();
    await writeCaption(database.db, {
      ...{ lesson_id: id, language: 'ug', store_key: `captions/${id}.vtt`, updated_at },
    });
    const { original_id } = await database.db.selectFrom('lessons').selectAll().executeTakeFirstOrThrow();
    await updateLesson(database.db, id, { media_version_id: null, media_state: 'processing' });
    const job = { lessonId: id, originalId: original_id ?? '' };
    const version = { id: newId(), storePrefix: 'media/first', manifest };
    await database.transaction((trx) => publishMediaVersion(server.context, trx, job, version));
    const lesson = await (await server.as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.deepEqual(lesson.captions, [{ language: 'ug', name: '维吾尔语', automatic: false }]);
  });

  it('closes the addresses of a lesson that is withdrawn without being public', async () => {
    const server = await start();
    const { db } = server.context.database;
    const { id } = await publishSample(server, 'li', 'school1', '分数');
    await updateLesson(db, id, { state: 'returned' });
    const answer = await (await server.as('li')).post(`/api/lessons/${id}/withdraw`);
    assert.equal(answer.status, 200);
    const { address_epoch } = await db
      .selectFrom('lessons')
      .select('address_epoch')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(address_epoch, 1);
  });
});
