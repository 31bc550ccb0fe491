import assert from 'node:assert/strict';
import { it } from 'node:test';
import { updateLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { insertOriginal } from '../db/originals.ts';
import { describeOnEachServer } from '../test/start-server.ts';
import { fileOriginal } from './file-original.ts';

describeOnEachServer('a file that is sent to a lesson', (start) => {
  async function setUp() {
    const { context, world } = await start();
    const { database } = context;
    const personId = world.people.li.id;
    const upload = async () => {
      const id = newId();
      await insertOriginal(database.db, {
        ...{ id, person_id: personId, sha256: id, bytes: 1, filename: 'lesson.mp4' },
        ...{ store_key: `originals/${id}`, created_at: context.clock.now().toISOString() },
      });
      return id;
    };
    const file = (originalId: string, lessonId: string | null) =>
      database.transaction((trx) =>
        fileOriginal(context, trx, {
          ...{ personId, originalId, lessonId },
          ...{ filename: 'lesson.mp4', schoolId: null },
        }),
      );
    const transcodes = async () =>
      (await database.db.selectFrom('jobs').select('id').where('kind', '=', 'transcode').execute()).length;
    return { database, upload, file, transcodes };
  }

  it('does not begin anew when it is the one that is being encoded', async () => {
    const { database, upload, file, transcodes } = await setUp();
    const originalId = await upload();
    const lessonId = await file(originalId, null);
    await updateLesson(database.db, lessonId, { media_state: 'processing', media_progress: 0.5 });
    assert.equal(await file(originalId, lessonId), lessonId);
    assert.equal(await transcodes(), 1);
    const { media_progress } = await database.db
      .selectFrom('lessons')
      .select('media_progress')
      .where('id', '=', lessonId)
      .executeTakeFirstOrThrow();
    assert.equal(media_progress, 0.5);
  });

  it('is encoded when it is another one, or when the same did not come through', async () => {
    const { database, upload, file, transcodes } = await setUp();
    const originalId = await upload();
    const lessonId = await file(originalId, null);
    await file(await upload(), lessonId);
    assert.equal(await transcodes(), 2);
    await file(originalId, lessonId);
    await updateLesson(database.db, lessonId, { media_state: 'failed' });
    await file(originalId, lessonId);
    assert.equal(await transcodes(), 4);
  });
});
