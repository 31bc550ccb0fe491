import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Lesson } from '../contract/lessons.ts';
import { updateLesson } from '../db/lessons.ts';
import { giveNewVersion, publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem, readAnswer } from '../test/client.ts';
import { describeOnEachServer } from '../test/start-server.ts';

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
