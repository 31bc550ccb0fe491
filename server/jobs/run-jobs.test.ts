import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it, type TestContext } from 'node:test';
import { findJob, type JobRow } from '../db/jobs.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase, type Trx } from '../db/open-database.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { type JobHandler, RetryLater, ShutdownError } from './job-handler.ts';
import { LeaseLostError } from './job-queue.ts';
import { openJobQueue } from './open-job-queue.ts';
import type { JobProblem } from './run-claim.ts';
import { type RunJobsOptions, runJobs } from './run-jobs.ts';
import { eventually } from './test/eventually.ts';

type Handler = JobHandler<'transcode'>;

describeOnEachDatabase('runJobs', (_fresh, _kind, newConfig) => {
  async function setUp(t: TestContext) {
    const config = await newConfig();
    const database = openDatabase(config);
    await migrate(database);
    const queue = openJobQueue(database, config, {
      leaseSeconds: 10,
      report: (problem) => assert.fail(problem),
    });
    await queue.start();
    const problems: JobProblem[] = [];
    const abort = new AbortController();
    const runners: { stopped: Promise<void> }[] = [];
    t.after(async () => {
      abort.abort();
      await Promise.all(runners.map((runner) => runner.stopped));
      await queue.close();
      await database.close();
    });
    return {
      database,
      queue,
      problems,
      abort: () => abort.abort(),
      run(handler: Partial<Handler>, options: Partial<RunJobsOptions> = {}) {
        const runner = runJobs({
          queue,
          database,
          handlers: { transcode: { ...doNothing, ...handler } },
          worker: 'this process',
          signal: abort.signal,
          pollSeconds: 0.05,
          drainSeconds: 0.3,
          graceSeconds: 0.2,
          report: (problem) => problems.push(problem),
          ...options,
        });
        runners.push(runner);
        return runner;
      },
      enqueue: (lessonId = 'lesson-1') =>
        database.transaction((trx) =>
          queue.enqueue(trx, {
            kind: 'transcode',
            subjectId: lessonId,
            payload: { lessonId, originalId: 'original-1' },
          }),
        ),
      jobIs: (id: string, state: string): Promise<JobRow> =>
        eventually(async () => {
          const row = await findJob(database.db, id);
          return row?.state === state && row;
        }),
      /** What `note` has left behind. */
      async notes() {
        const rows = await database.db.selectFrom('counters').select('name').orderBy('name').execute();
        return rows.map((row) => row.name);
      },
    };
  }

  it('publishes what was made in the transaction that settles the job', async (t) => {
    const { run, enqueue, jobIs, notes, problems } = await setUp(t);
    const id = await enqueue();
    run({
      run:
        async ({ job }) =>
        (trx) =>
          note(trx, job.payload.lessonId),
    });
    await jobIs(id, 'done');
    assert.deepEqual(await notes(), ['lesson-1']);
    assert.deepEqual(problems, []);
  });

  it('takes a job at once when it is nudged', async (t) => {
    const { queue, run, enqueue, jobIs } = await setUp(t);
    const idle = Promise.withResolvers<void>();
    const claim: typeof queue.claim = async (...asked) => {
      const job = await queue.claim(...asked);
      if (!job) idle.resolve();
      return job;
    };
    const runner = run({}, { pollSeconds: 3600, queue: { ...queue, claim } });
    await idle.promise;
    const id = await enqueue();
    runner.nudge();
    await jobIs(id, 'done');
  });

  it('looks for jobs without being nudged', async (t) => {
    const { run, enqueue, jobIs } = await setUp(t);
    run({});
    await jobIs(await enqueue(), 'done');
    await jobIs(await enqueue(), 'done');
  });

  it('does as many of a kind at a time as the kind allows', async (t) => {
    const { run, enqueue, jobIs } = await setUp(t);
    const ids = [await enqueue('1'), await enqueue('2'), await enqueue('3')];
    const gate = Promise.withResolvers<void>();
    let busy = 0;
    let most = 0;
    run({
      concurrency: 2,
      async run() {
        most = Math.max(most, ++busy);
        await gate.promise;
        busy--;
        return async () => {};
      },
    });
    await eventually(() => busy === 2);
    gate.resolve();
    for (const id of ids) await jobIs(id, 'done');
    assert.equal(most, 2);
  });

  it('shows progress while it works', async (t) => {
    const { database, run, enqueue } = await setUp(t);
    const id = await enqueue();
    const seen = Promise.withResolvers<void>();
    run({
      async run({ progress }) {
        progress(0.5);
        await seen.promise;
        return async () => {};
      },
    });
    await eventually(async () => (await findJob(database.db, id))?.progress === 0.5);
    seen.resolve();
  });

  it('tries a failing job once more, then tells whoever waits for it', async (t) => {
    const { run, enqueue, jobIs, notes, problems } = await setUp(t);
    const id = await enqueue();
    run({
      run: () => Promise.reject(new Error('the encoder crashed')),
      requeued: (trx) => note(trx, 'requeued'),
      failed: (trx, _job, reason) => note(trx, `failed: ${reason.code}`),
    });
    const { attempts, starts, error } = await jobIs(id, 'failed');
    assert.deepEqual({ attempts, starts, error }, { attempts: 1, starts: 2, error: 'the encoder crashed' });
    assert.deepEqual(await notes(), ['failed: error', 'requeued']);
    await eventually(() => problems.length === 2);
    assert.deepEqual(
      problems.map((problem) => problem.event),
      ['retried', 'failed'],
    );
  });

  it('publishes all or nothing', async (t) => {
    const { run, enqueue, jobIs, notes } = await setUp(t);
    const id = await enqueue();
    run({
      run: async () => async (trx) => {
        await note(trx, 'half');
        throw new Error('the pointer could not be changed');
      },
    });
    assert.equal((await jobIs(id, 'failed')).error, 'the pointer could not be changed');
    assert.deepEqual(await notes(), []);
  });

  it('lets a job wait for what we cause, without spending an attempt', async (t) => {
    const { run, enqueue, jobIs } = await setUp(t);
    const id = await enqueue();
    run({ run: () => Promise.reject(new RetryLater('no room', { delaySeconds: 3600 })) });
    const { starts, attempts, run_at, updated_at, error } = await eventually(async () => {
      const row = await jobIs(id, 'queued');
      return row.error !== null && row;
    });
    const waits = Math.round((Date.parse(run_at) - Date.parse(updated_at)) / 1000);
    assert.deepEqual(
      { starts, attempts, waits, error },
      { starts: 0, attempts: 0, waits: 3600, error: 'no room' },
    );
  });

  it('stops the work and discards it when somebody else has taken the job', async (t) => {
    const { database, run, enqueue, problems, notes } = await setUp(t);
    const id = await enqueue();
    const reason = Promise.withResolvers<unknown>();
    run({
      async run({ signal, progress, fence }) {
        await database.transaction(fence);
        await database.db.updateTable('jobs').set({ lease_token: '0:stolen' }).where('id', '=', id).execute();
        await assert.rejects(database.transaction(fence), LeaseLostError);
        progress(0.1);
        await once(signal, 'abort');
        reason.resolve(signal.reason);
        return (trx) => note(trx, 'published');
      },
    });
    assert.ok((await reason.promise) instanceof LeaseLostError);
    await eventually(() => problems.some((problem) => problem.event === 'lease-lost'));
    assert.deepEqual(await notes(), []);
    assert.equal((await findJob(database.db, id))?.state, 'running');
  });

  it('fails a job that was cut off too often, without starting it', async (t) => {
    const { database, run, enqueue, jobIs, notes } = await setUp(t);
    const id = await enqueue();
    await database.db.updateTable('jobs').set({ starts: 10 }).where('id', '=', id).execute();
    run({
      run: () => assert.fail('it was started'),
      failed: (trx, job, reason) => note(trx, `${job.subjectId} ${reason.code}`),
    });
    await jobIs(id, 'failed');
    assert.deepEqual(await notes(), ['lesson-1 interrupted']);
  });

  it('fails a job whose payload cannot be read, and goes on with the next', async (t) => {
    const { database, run, enqueue, jobIs, notes } = await setUp(t);
    const broken = await enqueue();
    const next = await enqueue();
    await database.db.updateTable('jobs').set({ payload: '{}' }).where('id', '=', broken).execute();
    run({ failed: (trx, job, reason) => note(trx, `${job.subjectId} ${reason.code}`) });
    await jobIs(next, 'done');
    assert.match((await jobIs(broken, 'failed')).error ?? '', /payload of this transcode job cannot be read/);
    assert.deepEqual(await notes(), ['lesson-1 unreadable']);
  });

  it('lets running jobs end when the process has to, and takes no more', async (t) => {
    const { database, run, enqueue, jobIs, abort } = await setUp(t);
    const id = await enqueue();
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const runner = run(
      {
        async run() {
          started.resolve();
          await gate.promise;
          return async () => {};
        },
      },
      { drainSeconds: 60 },
    );
    await started.promise;
    const next = await enqueue();
    abort();
    gate.resolve();
    await runner.stopped;
    await jobIs(id, 'done');
    assert.equal((await findJob(database.db, next))?.starts, 0);
  });

  it('stops and releases what does not end in time, without counting the start', async (t) => {
    const { run, enqueue, jobIs, abort, problems } = await setUp(t);
    const id = await enqueue();
    const started = Promise.withResolvers<void>();
    const runner = run({
      async run({ signal }) {
        started.resolve();
        await once(signal, 'abort');
        assert.ok(signal.reason instanceof ShutdownError);
        throw signal.reason;
      },
    });
    await started.promise;
    abort();
    await runner.stopped;
    const { starts, attempts, lease_token } = await jobIs(id, 'queued');
    assert.deepEqual({ starts, attempts, lease_token }, { starts: 0, attempts: 0, lease_token: null });
    assert.deepEqual(
      problems.map((problem) => problem.event),
      ['released'],
    );
  });

  it('releases a job that does not listen either, and fences it off', async (t) => {
    const { run, enqueue, jobIs, abort, problems, notes } = await setUp(t);
    const id = await enqueue();
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const runner = run({
      async run() {
        started.resolve();
        await gate.promise;
        return (trx) => note(trx, 'published');
      },
    });
    await started.promise;
    abort();
    await runner.stopped;
    assert.equal((await jobIs(id, 'queued')).starts, 0);
    gate.resolve();
    await eventually(() => problems.some((problem) => problem.event === 'lease-lost'));
    assert.deepEqual(await notes(), []);
  });
});

const doNothing: Handler = {
  concurrency: 1,
  run: async () => async () => {},
  failed: async () => {},
};

async function note(trx: Trx, name: string): Promise<void> {
  await trx.insertInto('counters').values({ name, value: 1 }).execute();
}
