import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { findJob } from '../db/jobs.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { startPostgres } from '../db/test/each-database.ts';
import { openJobQueue } from './open-job-queue.ts';

describe('the queue on pg-boss, after a backup was restored in part', () => {
  const server = startPostgres();
  before(() => server.start());
  after(() => server.stop());

  async function setUp(t: TestContext) {
    const config = await server.newDatabase();
    const database = openDatabase(config);
    await migrate(database);
    const report = (problem: Error) => assert.fail(problem);
    const restart = async () => {
      const queue = openJobQueue(database, config, { report });
      await queue.start();
      t.after(() => queue.close());
      return queue;
    };
    const queue = await restart();
    t.after(() => database.close());
    const payload = { lessonId: 'lesson-1', originalId: 'original-1' };
    const enqueue = (priority = 0) =>
      database.transaction((trx) =>
        queue.enqueue(trx, { kind: 'transcode', subjectId: 'lesson-1', payload, priority }),
      );
    return { database, queue, enqueue, restart };
  }

  it('delivers what has no delivery, once', async (t) => {
    const { database, queue, enqueue, restart } = await setUp(t);
    const waiting = await enqueue();
    const cut = await enqueue(1);
    assert.equal((await queue.claim(['transcode'], 'a worker'))?.id, cut);
    await sql`delete from pgboss.job`.execute(database.db);
    await Promise.all([restart(), restart()]);
    const claimed = [
      await queue.claim(['transcode'], 'a worker'),
      await queue.claim(['transcode'], 'a worker'),
      await queue.claim(['transcode'], 'a worker'),
    ];
    assert.deepEqual(
      claimed.map((job) => job && [job.id, job.starts]),
      [[cut, 2], [waiting, 1], null],
    );
  });

  it('drops the delivery of a job that is not open, and goes on with the next', async (t) => {
    const { database, queue, enqueue } = await setUp(t);
    const gone = await enqueue();
    const done = await enqueue();
    const open = await enqueue();
    await database.db.deleteFrom('jobs').where('id', '=', gone).execute();
    await database.db.updateTable('jobs').set({ state: 'done' }).where('id', '=', done).execute();
    assert.equal((await queue.claim(['transcode'], 'a worker'))?.id, open);
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
    assert.equal((await findJob(database.db, done))?.state, 'done');
  });
});
