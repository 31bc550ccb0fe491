import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AuditList } from '../contract/audit.ts';
import { Lesson } from '../contract/lessons.ts';
import { SystemStatus } from '../contract/system.ts';
import { updateLesson } from '../db/lessons.ts';
import { writeWorker } from '../db/workers.ts';
import { attachOriginal } from '../lessons/file-original.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem } from './client.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';

/** A lesson whose transcoding was put back or has failed, as a worker would have left it. */
async function withStoppedJob(server: TestServer, result: 'failed' | 'retry', title: string) {
  const { context, clock, world } = server;
  const { database, jobs } = context;
  const { id } = await publishSample(server, 'li', 'school1', title);
  await database.transaction(async (trx) => {
    const { original_id } = await trx
      .selectFrom('lessons')
      .select('original_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await attachOriginal(context, trx, id, original_id ?? '', world.people.li.id, clock.now());
  });
  const claimed = await jobs.claim(['transcode'], 'elsewhere 4711');
  assert.ok(claimed);
  await database.transaction(async (trx) => {
    if (result === 'failed') await jobs.settle(trx, claimed, { result, error: 'the encoder crashed' });
    else
      await jobs.settle(trx, claimed, {
        ...{ result, error: 'the disk has 1 MiB left', countAttempt: false, delaySeconds: 3600 },
      });
    const code = result === 'failed' ? 'error' : 'no-room';
    await updateLesson(trx, id, {
      media_state: result === 'failed' ? 'failed' : 'queued',
      media_reason: JSON.stringify({ code, detail: '' }),
    });
  });
  return { lessonId: id, jobId: claimed.id };
}

describeOnEachServer('the operator’s page', (start, kind) => {
  it('shows what failed, what waits and for what, and who is gone, with what to do', async () => {
    const server = await start();
    const { database } = server.context;
    const failed = await withStoppedJob(server, 'failed', '小数的意义');
    const waiting = await withStoppedJob(server, 'retry', '分数的再认识');
    const worker = { host: 'elsewhere', version: '0.0.1', sandbox: 'none', ffmpeg: null };
    await writeWorker(database, { ...worker, name: 'elsewhere 4711', problem: 'apt install ffmpeg' });
    await writeWorker(database, { ...worker, name: 'elsewhere 12', problem: null });
    await database.db
      .updateTable('workers')
      .set({ beat_at: '2026-01-01T00:00:00.000Z' })
      .where('name', '=', 'elsewhere 12')
      .execute();
    const status = await (await server.as('ops')).json('/api/system', SystemStatus);
    assert.deepEqual(
      status.failed.map(({ id, subject, detail }) => [id, subject.title, detail]),
      [[failed.jobId, '小数的意义', 'the encoder crashed']],
    );
    assert.match(status.failed[0]?.reason ?? '', /^处理时出错/);
    assert.equal(status.heldUp[0]?.id, waiting.jobId);
    assert.match(status.heldUp[0]?.reason ?? '', /磁盘空间不足/);
    assert.deepEqual(
      status.workers.map(({ name, gone }) => [name, gone]),
      [
        ['elsewhere 4711', false],
        ['elsewhere 12', true],
      ],
    );
    const [transcode] = status.queue;
    assert.deepEqual([transcode?.waiting, transcode?.running, transcode?.failed], [1, 0, 1]);
    const codes = status.problems.map(({ code }) => code);
    for (const code of ['worker-unable', 'worker-version', 'sandbox-none', 'jobs-failed', 'jobs-held-up'])
      assert.ok(codes.includes(code), code);
    assert.match(status.versions.database, kind === 'sqlite' ? /^SQLite 3\./ : /^PostgreSQL \d/);
    assert.ok(status.disks.every(({ freeBytes, totalBytes }) => freeBytes > 0 && freeBytes <= totalBytes));
    assert.equal(
      status.problems.find(({ level }) => level === 'wrong'),
      status.problems[0],
    );
  });

  it('tries a failed job again, whose lesson waits again, and a waiting one at once; both on record', async () => {
    const server = await start();
    const operator = await server.as('ops');
    const failed = await withStoppedJob(server, 'failed', '小数的意义');
    const waiting = await withStoppedJob(server, 'retry', '分数的再认识');
    assert.equal((await operator.post(`/api/system/jobs/${failed.jobId}/retry`)).status, 204);
    const li = await server.as('li');
    const { media } = await li.json(`/api/lessons/${failed.lessonId}`, Lesson);
    assert.deepEqual([media.state, media.reason], ['queued', undefined]);
    const form = await operator.post(`/manage/system/jobs/${waiting.jobId}/retry`);
    assert.deepEqual([form.status, form.headers.get('location')], [303, '/manage/system']);
    const status = await operator.json('/api/system', SystemStatus);
    assert.deepEqual([status.failed, status.heldUp], [[], []]);
    const claimed = [
      await server.context.jobs.claim(['transcode'], 'a worker'),
      await server.context.jobs.claim(['transcode'], 'a worker'),
    ];
    assert.deepEqual(claimed.map((job) => job?.id).sort(), [failed.jobId, waiting.jobId].sort());
    await assertProblem(await operator.post(`/api/system/jobs/${failed.jobId}/retry`), 409, 'wrong-state');
    await assertProblem(await operator.post('/api/system/jobs/0000000000000000/retry'), 404, 'not-found');
    const { items } = await operator.json('/api/audit-log?action=job.retry', AuditList);
    assert.deepEqual(
      items.map(({ subject, detail }) => [subject.id, detail.at(-1)?.value]),
      [
        [waiting.lessonId, waiting.jobId],
        [failed.lessonId, failed.jobId],
      ],
    );
  });

  it('does not go on about a job that was followed by another', async () => {
    const server = await start();
    const { lessonId } = await withStoppedJob(server, 'failed', '小数的意义');
    const li = await server.as('li');
    assert.equal((await li.post(`/api/lessons/${lessonId}/retry`)).status, 200);
    const status = await (await server.as('ops')).json('/api/system', SystemStatus);
    assert.deepEqual(status.failed, []);
    assert.equal(status.queue[0]?.failed, 0);
  });

  it('measures the same for Prometheus', async () => {
    const server = await start();
    await withStoppedJob(server, 'failed', '小数的意义');
    const text = await (await server.visitor().get('/metrics')).text();
    assert.match(text, /^qianke_jobs\{kind="transcode",state="failed"\} 1$/m);
    assert.match(text, /^qianke_disk_free_bytes\{holds="[a-z+]+"\} \d+/m);
    assert.match(text, /^qianke_uploads_reserved_bytes 0$/m);
    assert.match(text, /^qianke_search_behind\{engine="embedded"\} \d+$/m);
    assert.match(text, /^qianke_nodejs_eventloop_lag_p99_seconds /m);
  });

  it('is the operator’s alone', async () => {
    const server = await start();
    const { jobId } = await withStoppedJob(server, 'failed', '小数的意义');
    for (const name of ['li', 'school1', 'province', 'rev1'] as const) {
      const somebody = await server.as(name);
      await assertProblem(await somebody.get('/api/system'), 403, 'forbidden');
      await assertProblem(await somebody.post(`/api/system/jobs/${jobId}/retry`), 403, 'forbidden');
    }
  });
});
