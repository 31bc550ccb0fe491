import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AuditList } from '../contract/audit.ts';
import { Lesson } from '../contract/lessons.ts';
import { SystemStatus } from '../contract/system.ts';
import { findAttachment, insertAttachment } from '../db/attachments.ts';
import { endBackup, insertBackup } from '../db/backups.ts';
import { updateLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { writeWorker } from '../db/workers.ts';
import { awaitCheck, refuseAttachment } from '../lessons/check-attachment.ts';
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
  it('shows a lesson in pieces as one line, with all who work on it, or why its pieces wait', async () => {
    const server = await start();
    const { database, jobs } = server.context;
    const { lessonId } = await withStoppedJob(server, 'failed', '小数的意义');
    const operator = await server.as('ops');
    const status = () => operator.json('/api/system', SystemStatus);
    const claim = async (worker: string) => {
      const claimed = await jobs.claim(['transcode'], worker);
      assert.ok(claimed);
      return claimed;
    };
    const payload = { lessonId, originalId: 'original' };
    await database.transaction((trx) =>
      jobs.enqueue(trx, { kind: 'transcode', subjectId: lessonId, payload }),
    );
    const whole = await claim('here 1');
    const parts = [0, 1, 2].map((piece) => ({ kind: 'transcode' as const, payload: { ...payload, piece } }));
    await database.transaction((trx) => jobs.settle(trx, whole, { result: 'split', parts }));
    const held = [await claim('here 1'), await claim('here 2')];
    await updateLesson(database.db, lessonId, { media_state: 'processing', media_progress: 0.25 });
    const { running, failed } = await status();
    assert.deepEqual(
      running.map(({ id, progress, worker, subject }) => [id, progress, worker, subject.title]),
      [[whole.id, 0.25, 'here 1、here 2', '小数的意义']],
    );
    assert.deepEqual(failed, [], 'what failed before was tried again');

    for (const part of held) {
      const outcome = { result: 'retry', error: 'the disk has 1 MiB left', countAttempt: false } as const;
      await database.transaction((trx) => jobs.settle(trx, part, { ...outcome, delaySeconds: 3600 }));
    }
    const reason = JSON.stringify({ code: 'no-room', detail: '' });
    await updateLesson(database.db, lessonId, { media_state: 'queued', media_reason: reason });
    const { heldUp, running: none } = await status();
    assert.deepEqual(none, []);
    assert.deepEqual(
      heldUp.map(({ id, detail }) => [id, detail]),
      [[whole.id, 'the disk has 1 MiB left']],
    );

    const broken = await claim('here 1');
    await database.transaction((trx) => jobs.settle(trx, broken, { result: 'failed', error: 'it crashed' }));
    const after = await status();
    assert.deepEqual(
      after.failed.map(({ id, detail }) => [id, detail]),
      [[whole.id, 'it crashed']],
    );
    assert.deepEqual([after.running, after.heldUp], [[], []]);
  });

  it('shows what failed, what waits and for what, and who is gone, with what to do', async () => {
    const server = await start();
    const { database } = server.context;
    const failed = await withStoppedJob(server, 'failed', '小数的意义');
    const waiting = await withStoppedJob(server, 'retry', '分数的再认识');
    const worker = { host: 'elsewhere', version: '0.0.1', sandbox: 'none', ffmpeg: null, limits: null };
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
      // They may have begun in the same millisecond.
      new Map(status.workers.map(({ name, gone }) => [name, gone])),
      new Map([
        ['elsewhere 4711', false],
        ['elsewhere 12', true],
      ]),
    );
    const transcode = status.queue.find(({ kind }) => kind === 'transcode');
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

  it('brings an attachment at which we failed back to being looked into, with its job', async () => {
    const server = await start();
    const { context, clock, world } = server;
    const { database, jobs } = context;
    const operator = await server.as('ops');
    const { id: lessonId } = await publishSample(server, 'li', 'school1', '小数的意义');
    const id = newId();
    await database.transaction(async (trx) => {
      await insertAttachment(trx, {
        ...{ id, lesson_id: lessonId, kind: 'plan', filename: '教案.docx', store_key: 'attachments/x' },
        ...{
          media_type: 'application/msword',
          bytes: 1,
          sha256: 'x',
          state: 'checking',
          created_at: clock.now().toISOString(),
        },
      });
      await awaitCheck(context, trx, id, world.people.li.id);
    });
    const claimed = await jobs.claim(['attachment'], 'elsewhere 4711');
    assert.ok(claimed);
    const retry = () => operator.post(`/api/system/jobs/${claimed.id}/retry`);
    await assertProblem(await retry(), 409, 'wrong-state');
    await database.transaction(async (trx) => {
      await jobs.settle(trx, claimed, { result: 'failed', error: 'the checker crashed' });
      await refuseAttachment(trx, id, 'failed', 'the checker crashed');
    });
    const stateOf = async () => {
      const row = await findAttachment(database.db, id);
      return [row?.state, row?.reason === null];
    };
    assert.deepEqual(await stateOf(), ['refused', false]);
    const { failed } = await operator.json('/api/system', SystemStatus);
    assert.deepEqual(
      failed.map(({ kind: of, subject }) => [of, subject.id]),
      [['attachment', lessonId]],
    );
    assert.equal((await retry()).status, 204);
    assert.deepEqual(await stateOf(), ['checking', true]);
    assert.equal((await jobs.claim(['attachment'], 'a worker'))?.id, claimed.id);
    // Taken by a worker meanwhile: nothing changes, and nothing is put on record.
    await assertProblem(await retry(), 409, 'wrong-state');
    const { items } = await operator.json('/api/audit-log?action=job.retry', AuditList);
    assert.equal(items.length, 1);
  });

  it('says that backups are missing, not made by themselves, or old, and names what is wrong', async () => {
    const quiet = await start();
    const codesOf = async (server: TestServer) =>
      (await (await server.as('ops')).json('/api/system', SystemStatus)).problems
        .map(({ code }) => code)
        .filter((code) => code.startsWith('backup'));
    assert.deepEqual(await codesOf(quiet), ['backup-off']);
    const server = await start({ environment: { BACKUP_AT: '02:30', BACKUP_WARN_DAYS: '3' } });
    assert.deepEqual(await codesOf(server), ['backup-none']);
    const { database } = server.context;
    const day = 24 * 3600_000;
    const at = (days: number) => new Date(server.clock.now().getTime() - days * day).toISOString();
    const about = { target: '/backups', row_count: 1, file_count: 1, bytes: 1, copied_bytes: 1, damaged: 0 };
    const begin = (name: string, days: number) =>
      insertBackup(
        database,
        { ...about, ...{ id: name, name, state: 'running', started_at: at(days), beat_at: at(days) } },
        at(days),
      );
    await begin('a', 4);
    await endBackup(database.db, 'a', { state: 'done', ended_at: at(4) });
    assert.deepEqual(await codesOf(server), ['backup-old']);
    await begin('b', 1);
    await endBackup(database.db, 'b', { state: 'failed', ended_at: at(1), error: 'the place is full' });
    assert.deepEqual(await codesOf(server), ['backup-old', 'backup-failed']);
    await begin('c', 0.5);
    await endBackup(database.db, 'c', { state: 'done', ended_at: at(0.5), damaged: 2 });
    assert.deepEqual(await codesOf(server), ['backup-damaged']);
  });

  it('does not go on about a job that was followed by another', async () => {
    const server = await start();
    const { lessonId } = await withStoppedJob(server, 'failed', '小数的意义');
    const li = await server.as('li');
    assert.equal((await li.post(`/api/lessons/${lessonId}/retry`)).status, 200);
    const status = await (await server.as('ops')).json('/api/system', SystemStatus);
    assert.deepEqual(status.failed, []);
    assert.ok(status.queue.every(({ failed }) => failed === 0));
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
