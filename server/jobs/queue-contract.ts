import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { findJob, type JobRow } from '../db/jobs.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import type { ClaimedJob, JobQueue, NewJob } from './job-queue.ts';
import { LeaseLostError, maxStarts } from './job-queue.ts';
import { openJobQueue } from './open-job-queue.ts';
import { describePartsContract } from './parts-contract.ts';
import { eventually } from './test/eventually.ts';

export interface QueueBench {
  config: DatabaseConfig;
  database: Database;
  queue: JobQueue;
  /** One more process as far as the database can tell: connections of its own. */
  another(): Promise<{ database: Database; queue: JobQueue }>;
  enqueue(job?: Partial<NewJob<'transcode'>>): Promise<string>;
  claim(queue?: JobQueue): Promise<ClaimedJob>;
  row(id: string): Promise<JobRow>;
}

/** What every engine promises; `leaseSeconds` is the shortest lease it takes. */
export function describeQueueContract(newConfig: () => Promise<DatabaseConfig>, leaseSeconds: number): void {
  async function open(t: TestContext, config: DatabaseConfig) {
    const database = openDatabase(config);
    await migrate(database);
    const report = (problem: Error) => assert.fail(problem);
    const queue = openJobQueue(database, config, { leaseSeconds, monitorSeconds: 1, report });
    await queue.start();
    t.after(async () => {
      await queue.close();
      await database.close();
    });
    return { database, queue };
  }

  async function setUp(t: TestContext): Promise<QueueBench> {
    const config = await newConfig();
    const { database, queue } = await open(t, config);
    return {
      config,
      database,
      queue,
      another: () => open(t, config),
      enqueue: (job) => database.transaction((trx) => queue.enqueue(trx, { ...aJob, ...job })),
      async claim(from = queue) {
        const claimed = await from.claim(['transcode'], 'a worker');
        assert.ok(claimed, 'there is a job to claim');
        return claimed;
      },
      async row(id) {
        const row = await findJob(database.db, id);
        assert.ok(row);
        return row;
      },
    };
  }

  /** Claims once the lease of whoever holds the job has run out. */
  const claimExpired = (queue: JobQueue) =>
    eventually(() => queue.claim(['transcode'], 'an heir'), {
      within: (leaseSeconds + 10) * 1000,
      every: 50,
    });

  it('enqueues in the transaction of the caller', async (t) => {
    const { database, queue, claim, enqueue } = await setUp(t);
    await assert.rejects(
      database.transaction(async (trx) => {
        await queue.enqueue(trx, aJob);
        throw new Error('changed my mind');
      }),
    );
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
    const id = await enqueue({ groupId: 'teacher-1' });
    assert.deepEqual(withoutToken(await claim()), {
      state: 'runnable',
      id,
      kind: 'transcode',
      subjectId: 'lesson-1',
      groupId: 'teacher-1',
      partOf: null,
      payload: { lessonId: 'lesson-1', originalId: 'original-1' },
      starts: 1,
      attempts: 0,
    });
  });

  it('gives each job to one of several processes', async (t) => {
    const { config, enqueue } = await setUp(t);
    const enqueued: string[] = [];
    for (let n = 0; n < 60; n++) enqueued.push(await enqueue());
    // Long enough that no lease runs out while a slow machine is still claiming.
    const workers = await Promise.all([1, 2, 3].map(() => startWorker(t, config, 60, 1000)));
    const claimed = await Promise.all(workers.map((worker) => worker.claim()));
    assert.deepEqual(claimed.flat().sort(), enqueued.sort());
    t.diagnostic(`${claimed.map((ids) => ids.length).join(', ')} jobs each`);
  });

  it('takes the highest priority, then the oldest, of the first kind that has a job', async (t) => {
    const { database, queue, enqueue } = await setUp(t);
    const older = await enqueue();
    const newer = await enqueue();
    const urgent = await enqueue({ priority: 1 });
    const payload = { lessonId: 'lesson-1', storeKey: 'a' };
    const cover = await database.transaction((trx) =>
      queue.enqueue(trx, { kind: 'cover', subjectId: 'lesson-1', payload }),
    );
    const order: unknown[] = [];
    for (let n = 0; n < 5; n++) order.push((await queue.claim(['cover', 'transcode'], 'a worker'))?.id);
    assert.deepEqual(order, [cover, urgent, older, newer, undefined]);
  });

  it('lets a teacher with a hundred uploads delay a single one of another by the job that runs', async (t) => {
    const { database, queue, enqueue, claim } = await setUp(t);
    for (let n = 0; n < 100; n++) await enqueue({ groupId: 'busy' });
    const done = async () => {
      const lease = await claim();
      await database.transaction((trx) => queue.settle(trx, lease, { result: 'done' }));
      return lease.id;
    };
    for (let n = 0; n < 5; n++) await done();
    const running = await claim();
    assert.equal(running.groupId, 'busy');
    const single = await enqueue({ groupId: 'single' });
    const third = await enqueue({ groupId: 'third' });
    assert.deepEqual([await done(), await done()], [single, third]);
    assert.equal((await claim()).groupId, 'busy', 'and then it goes on');
    const again = await enqueue({ groupId: 'single' });
    assert.equal((await claim()).id, again);
  });

  it('gives back at once what dead workers held, and nothing else', async (t) => {
    const { queue, enqueue, row } = await setUp(t);
    const [held, kept] = [await enqueue(), await enqueue()];
    const dead = await queue.claim(['transcode'], 'dead');
    const living = await queue.claim(['transcode'], 'living');
    assert.ok(dead && living);
    assert.equal(await queue.reclaim((worker) => worker === 'dead'), 1);
    assert.equal(await queue.heartbeat(dead), false);
    assert.equal(await queue.heartbeat(living), true);
    assert.equal((await row(kept)).lease_owner, 'living');
    const heir = await queue.claim(['transcode'], 'heir');
    assert.deepEqual([heir?.id, heir?.starts, heir?.attempts], [held, 2, 0]);
    assert.equal(await queue.reclaim((worker) => worker === 'dead'), 0);
  });

  for (const jump of ['+1h', '-1h']) {
    const name = `runs nothing twice on a worker whose clock is off by ${jump}, and keeps nothing from it`;
    const clock = fakeClock(jump);
    it(name, { todo: clock ? false : notFaked }, async (t) => {
      if (!clock) throw new Error(notFaked);
      const { config, queue, enqueue, claim } = await setUp(t);
      await enqueue();
      const held = await claim();
      const next = await enqueue();
      const worker = await startWorker(t, config, leaseSeconds, 2, clock);
      assert.deepEqual(await worker.claim(), [next]);
      assert.equal(await queue.heartbeat(held), true);
    });
  }

  it('claims only the kinds asked for', async (t) => {
    const { queue, enqueue, claim } = await setUp(t);
    await enqueue();
    assert.equal(await queue.claim(['cover'], 'a worker'), null);
    await claim();
  });

  it('leaves a job alone until it is due', async (t) => {
    const { queue, enqueue } = await setUp(t);
    const enqueuedAt = performance.now();
    await enqueue({ delaySeconds: 0.5 });
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
    await eventually(() => queue.claim(['transcode'], 'a worker'));
    assert.ok(performance.now() - enqueuedAt >= 500);
  });

  it('shows progress', async (t) => {
    const { queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const lease = await claim();
    assert.equal(await queue.heartbeat(lease, 0.25), true);
    assert.equal(await queue.heartbeat(lease), true);
    const { state, progress, lease_owner } = await row(id);
    assert.deepEqual(
      { state, progress, lease_owner },
      { state: 'running', progress: 0.25, lease_owner: 'a worker' },
    );
  });

  it('settles in the transaction of the caller', async (t) => {
    const { database, queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const lease = await claim();
    await assert.rejects(
      database.transaction(async (trx) => {
        await queue.settle(trx, lease, { result: 'done' });
        throw new Error('the pointer could not be changed');
      }),
      /pointer/,
    );
    assert.equal((await row(id)).state, 'running');
    assert.equal(await queue.heartbeat(lease), true);
    await database.transaction((trx) => queue.settle(trx, lease, { result: 'done' }));
    assert.equal((await row(id)).state, 'done');
    assert.equal(await queue.heartbeat(lease), false);
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
  });

  it('settles once', async (t) => {
    const { database, queue, enqueue, claim } = await setUp(t);
    await enqueue();
    const lease = await claim();
    const settle = () => database.transaction((trx) => queue.settle(trx, lease, { result: 'done' }));
    await settle();
    await assert.rejects(settle(), LeaseLostError);
  });

  it('runs a job again that is to be retried, not before it is due', async (t) => {
    const { database, queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const first = await claim();
    const settledAt = performance.now();
    const outcome = { result: 'retry', delaySeconds: 0.5, error: 'no room', countAttempt: false } as const;
    await database.transaction((trx) => queue.settle(trx, first, outcome));
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
    const { state, error, attempts } = await row(id);
    assert.deepEqual([state, error, attempts], ['queued', 'no room', 0]);
    const second = await eventually(() => queue.claim(['transcode'], 'a worker'));
    assert.ok(performance.now() - settledAt >= 500);
    await database.transaction((trx) =>
      queue.settle(trx, second, { result: 'retry', error: 'crashed', countAttempt: true }),
    );
    const third = await claim();
    assert.deepEqual([third.starts, third.attempts], [2, 1]);
  });

  it('does not count a start that was released', async (t) => {
    const { queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const released = await claim();
    await queue.release(released);
    assert.deepEqual([(await row(id)).state, (await row(id)).starts], ['queued', 0]);
    assert.equal(await queue.heartbeat(released), false);
    const again = await claim();
    assert.equal(again.starts, 1);
    await queue.release(released);
    assert.equal(await queue.heartbeat(again), true, 'a release that comes late changes nothing');
  });

  it('keeps a failed job until it is begun afresh', async (t) => {
    const { database, queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const failed = await claim();
    const retry = () => database.transaction((trx) => queue.retry(trx, id));
    assert.equal(await retry(), false, 'a running job is left alone');
    await database.transaction((trx) => queue.settle(trx, failed, { result: 'failed', error: 'no ffmpeg' }));
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
    assert.deepEqual([(await row(id)).state, (await row(id)).error], ['failed', 'no ffmpeg']);
    assert.equal(await retry(), true);
    const again = await claim();
    assert.deepEqual([again.id, again.starts, again.attempts], [id, 1, 0]);
    assert.equal(await queue.heartbeat(failed), false, 'who failed it cannot come back');
    await database.transaction((trx) => queue.settle(trx, again, { result: 'done' }));
    assert.equal(await retry(), false, 'what is done stays done');
  });

  it('begins a waiting job at once when it is begun afresh', async (t) => {
    const { database, queue, enqueue, claim } = await setUp(t);
    const id = await enqueue({ delaySeconds: 3600 });
    assert.equal(await database.transaction((trx) => queue.retry(trx, id)), true);
    assert.equal((await claim()).id, id);
    assert.equal(await database.transaction((trx) => queue.retry(trx, 'nobody')), false);
  });

  it('hands out a job that was started too often only to be settled', async (t) => {
    const { database, queue, enqueue, claim, row } = await setUp(t);
    const id = await enqueue();
    const outcome = { result: 'retry', error: 'crashed', countAttempt: true } as const;
    for (let start = 1; start <= maxStarts; start++) {
      const lease = await claim();
      assert.equal(lease.state, 'runnable');
      await database.transaction((trx) => queue.settle(trx, lease, outcome));
    }
    const last = await claim();
    assert.ok(last.state === 'broken');
    assert.equal(last.reason.code, 'interrupted');
    await database.transaction((trx) =>
      queue.settle(trx, last, { result: 'failed', error: last.reason.text }),
    );
    assert.equal((await row(id)).state, 'failed');
    assert.equal(await queue.claim(['transcode'], 'a worker'), null);
  });

  it('hands out a job whose payload cannot be read only to be settled', async (t) => {
    const { database, enqueue, claim } = await setUp(t);
    for (const payload of ['{"lessonId":1}', '{']) {
      const id = await enqueue();
      await database.db.updateTable('jobs').set({ payload }).where('id', '=', id).execute();
      const claimed = await claim();
      assert.ok(claimed.state === 'broken');
      assert.deepEqual([claimed.id, claimed.subjectId, claimed.reason.code], [id, 'lesson-1', 'unreadable']);
      assert.match(claimed.reason.text, /payload of this transcode job cannot be read/);
    }
  });

  it('begins again what lies in the database when it starts again', async (t) => {
    const { queue, enqueue, claim, another } = await setUp(t);
    const id = await enqueue();
    await queue.close();
    const next = await another();
    assert.equal((await claim(next.queue)).id, id);
  });

  describePartsContract(setUp);

  describe('when a holder falls silent', { concurrency: true }, () => {
    it('keeps the lease of a holder that sends heartbeats', async (t) => {
      const { queue, enqueue, claim, another } = await setUp(t);
      await enqueue();
      const lease = await claim();
      const rival = await another();
      const until = performance.now() + leaseSeconds * 1000 + 2500;
      await eventually(
        async () => {
          assert.equal(await rival.queue.claim(['transcode'], 'a rival'), null);
          assert.equal(await queue.heartbeat(lease), true);
          return performance.now() > until;
        },
        { every: (leaseSeconds * 1000) / 6 },
      );
    });

    it('gives the job to another, and the old holder can change nothing', async (t) => {
      const { database, queue, enqueue, claim, row, another } = await setUp(t);
      const id = await enqueue();
      const frozen = await claim();
      const rival = await another();
      const heir = await claimExpired(rival.queue);
      assert.deepEqual([heir.id, heir.starts], [id, 2]);
      const before = await row(id);

      assert.equal(await queue.heartbeat(frozen, 0.9), false);
      await queue.release(frozen);
      await assert.rejects(
        database.transaction((trx) => queue.fence(trx, frozen)),
        LeaseLostError,
      );
      for (const outcome of [
        { result: 'done' },
        { result: 'failed', error: 'late' },
        { result: 'retry', error: 'late', countAttempt: true },
      ] as const) {
        const publish = database.transaction(async (trx) => {
          await trx.insertInto('counters').values({ name: 'published', value: 1 }).execute();
          await queue.settle(trx, frozen, outcome);
        });
        await assert.rejects(publish, LeaseLostError);
      }

      assert.deepEqual(await database.db.selectFrom('counters').selectAll().execute(), []);
      assert.deepEqual(await row(id), before);
      await rival.database.transaction((trx) => rival.queue.fence(trx, heir));
      await rival.database.transaction((trx) => rival.queue.settle(trx, heir, { result: 'done' }));
      assert.equal((await row(id)).state, 'done');
    });

    it('gives the job of a killed process to another', async (t) => {
      const { config, queue, enqueue, row } = await setUp(t);
      const id = await enqueue();
      const worker = await startWorker(t, config, leaseSeconds, 1);
      assert.deepEqual(await worker.claim(), [id]);
      assert.equal((await row(id)).lease_owner, `process ${worker.pid}`);
      await worker.kill();
      const killedAt = performance.now();
      const heir = await claimExpired(queue);
      t.diagnostic(`back after ${Math.round(performance.now() - killedAt)} ms of a ${leaseSeconds} s lease`);
      assert.deepEqual([heir.id, heir.starts, heir.attempts], [id, 2, 0]);
    });
  });
}

const aJob: NewJob<'transcode'> = {
  kind: 'transcode',
  subjectId: 'lesson-1',
  payload: { lessonId: 'lesson-1', originalId: 'original-1' },
};

const notFaked = 'libfaketime is not there (apt-get install faketime): a clock that jumps was NOT tested';

/** Variables under which a process sees another time of day, and the same seconds pass; undefined where there is no libfaketime. */
function fakeClock(offset: string): Record<string, string> | undefined {
  const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1');
  return library === undefined
    ? undefined
    : { LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

/** A process of its own that claims when it is told to. */
async function startWorker(
  t: TestContext,
  config: DatabaseConfig,
  leaseSeconds: number,
  limit: number,
  environment: Record<string, string> = {},
) {
  const script = new URL('./test/claiming-worker.ts', import.meta.url).pathname;
  const worker = spawn(
    process.execPath,
    [script, ...[config, leaseSeconds, limit].map((one) => JSON.stringify(one))],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    },
  );
  const gone = once(worker, 'exit');
  const kill = async () => {
    worker.kill('SIGKILL');
    await gone;
  };
  t.after(kill);
  const lines = createInterface({ input: worker.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, 'ready');
  return {
    pid: worker.pid,
    kill,
    async claim() {
      worker.stdin.write('claim\n');
      const { value } = await lines.next();
      assert.ok(value, 'the worker says what it has claimed');
      return JSON.parse(value) as string[];
    },
  };
}

function withoutToken(claimed: ClaimedJob) {
  const { token, ...rest } = claimed;
  assert.ok(token);
  return rest;
}
