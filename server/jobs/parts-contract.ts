import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { listParts } from '../db/job-parts.ts';
import type { ClaimedJob, JobOutcome, NewPart } from './job-queue.ts';
import { LeaseLostError } from './job-queue.ts';
import type { QueueBench } from './queue-contract.ts';

/** What every engine promises of jobs that are split into parts and go on when those are done. */
export function describePartsContract(newBench: (t: TestContext) => Promise<QueueBench>): void {
  async function setUp(t: TestContext) {
    const bench = await newBench(t);
    const { database, queue, claim } = bench;
    const settle = (
      lease: ClaimedJob,
      outcome: JobOutcome,
      from: Pick<QueueBench, 'database' | 'queue'> = bench,
    ) => from.database.transaction((trx) => from.queue.settle(trx, lease, outcome));
    return {
      ...bench,
      settle,
      done: (lease: ClaimedJob, made?: unknown) => settle(lease, { result: 'done', made }),
      /** Claims the next job and splits it; answers the id of the whole. */
      async split(count: number): Promise<string> {
        const whole = await claim();
        await settle(whole, { result: 'split', parts: parts(count) });
        return whole.id;
      },
      none: async () => assert.equal(await queue.claim(['transcode'], 'a worker'), null),
      made: async (id: string) => (await listParts(database.db, id)).map((part) => part.made),
    };
  }

  describe('a job in parts', () => {
    it('is due again when the last of its parts is done, and finds what they made', async (t) => {
      const { enqueue, claim, split, done, none, made, row } = await setUp(t);
      await enqueue({ groupId: 'teacher-1', priority: 1 });
      const id = await split(3);
      assert.equal((await row(id)).state, 'split');
      const [first, second, third] = [await claim(), await claim(), await claim()];
      for (const [index, part] of [first, second, third].entries()) {
        assert.ok(part.state === 'runnable');
        assert.deepEqual(part.payload, parts(3)[index]?.payload);
        assert.deepEqual([part.partOf, part.subjectId, part.groupId], [id, 'lesson-1', 'teacher-1']);
      }
      await none();
      await done(third, { file: 'c' });
      await done(first, { file: 'a' });
      await none();
      await done(second);
      const whole = await claim();
      assert.deepEqual([whole.id, whole.partOf, whole.starts, whole.attempts], [id, null, 1, 0]);
      assert.deepEqual(await made(id), ['{"file":"a"}', null, '{"file":"c"}']);
      await done(whole);
      await none();
      assert.equal((await row(id)).state, 'done');
    });

    it('splits in the transaction of the caller, and only for whoever holds it', async (t) => {
      const { database, queue, enqueue, claim, settle, none, made } = await setUp(t);
      const id = await enqueue();
      const frozen = await claim();
      await assert.rejects(
        database.transaction(async (trx) => {
          await queue.settle(trx, frozen, { result: 'split', parts: parts(2) });
          throw new Error('changed my mind');
        }),
        /changed my mind/,
      );
      assert.equal(await queue.heartbeat(frozen), true);
      assert.equal(await queue.reclaim(() => true), 1);
      await assert.rejects(settle(frozen, { result: 'split', parts: parts(2) }), LeaseLostError);
      assert.deepEqual(await made(id), []);
      assert.equal((await claim()).id, id);
      await none();
    });

    it('runs a part again alone whose worker died', async (t) => {
      const { queue, enqueue, claim, split, done, none } = await setUp(t);
      await enqueue();
      const id = await split(2);
      const lost = await queue.claim(['transcode'], 'dead');
      assert.ok(lost);
      await done(await claim());
      assert.equal(await queue.reclaim((worker) => worker === 'dead'), 1);
      const again = await claim();
      assert.deepEqual([again.id, again.starts], [lost.id, 2]);
      await assert.rejects(done(lost), LeaseLostError);
      await none();
      await done(again);
      assert.equal((await claim()).id, id);
    });

    it('fails with the part that fails for good; the others stop, and it can be begun afresh', async (t) => {
      const { database, queue, enqueue, claim, split, done, settle, none, made, row } = await setUp(t);
      await enqueue();
      const id = await split(4);
      await done(await claim());
      const [broken, running] = [await claim(), await claim()];
      await settle(broken, { result: 'retry', error: 'crashed', countAttempt: true });
      const again = await claim();
      assert.deepEqual([again.id, again.attempts], [broken.id, 1]);
      await settle(again, { result: 'failed', error: 'crashed again' });
      const { state, error } = await row(id);
      assert.deepEqual([state, error], ['failed', 'crashed again']);
      assert.equal(await queue.heartbeat(running), false);
      await assert.rejects(done(running), LeaseLostError);
      await none();
      const retry = (job: string) => database.transaction((trx) => queue.retry(trx, job));
      assert.equal(await retry(again.id), false, 'a part is not begun without its whole');
      assert.equal(await retry(id), true);
      assert.deepEqual(await made(id), []);
      const afresh = await claim();
      assert.deepEqual([afresh.id, afresh.starts, afresh.attempts], [id, 1, 0]);
      await settle(afresh, { result: 'split', parts: parts(1) });
      await done(await claim());
      assert.equal((await claim()).id, id);
    });

    it('can be split again, and what the parts before made is gone', async (t) => {
      const { enqueue, claim, split, done, made, none } = await setUp(t);
      await enqueue();
      const id = await split(1);
      await done(await claim(), 'first');
      assert.equal(await split(1), id);
      await done(await claim(), 'second');
      assert.deepEqual(await made(id), ['"second"']);
      await done(await claim());
      await none();
    });

    it('lets waiting parts begin at once when it is begun afresh', async (t) => {
      const { database, queue, enqueue, claim, split, settle, none } = await setUp(t);
      await enqueue();
      const id = await split(2);
      const held = await claim();
      await settle(held, { result: 'retry', delaySeconds: 3600, error: 'no room', countAttempt: false });
      const other = await claim();
      await none();
      const retry = () => database.transaction((trx) => queue.retry(trx, id));
      assert.equal(await retry(), true);
      assert.equal((await claim()).id, held.id);
      assert.equal(await retry(), false, 'nothing of it waits');
      assert.equal(await queue.heartbeat(other), true);
    });

    it('is due once when its last parts are done at the same time', async (t) => {
      const { enqueue, claim, split, done, none } = await setUp(t);
      for (let round = 0; round < 5; round += 1) {
        await enqueue();
        const id = await split(2);
        const [one, other] = [await claim(), await claim()];
        await Promise.all([done(one), done(other)]);
        const whole = await claim();
        assert.equal(whole.id, id);
        await none();
        await done(whole);
      }
    });

    it('takes turns with other teachers like as many lessons, and comes before its teacher’s next', async (t) => {
      const { enqueue, claim, split, done } = await setUp(t);
      await enqueue({ groupId: 'long' });
      const next = await enqueue({ groupId: 'long' });
      const other: string[] = [];
      for (let count = 0; count < 3; count += 1) other.push(await enqueue({ groupId: 'other' }));
      const whole = await split(3);
      const order: string[] = [];
      for (let count = 0; count < 8; count += 1) {
        const lease = await claim();
        order.push(lease.partOf ?? lease.id);
        await done(lease);
      }
      // After its third part the whole is due, at its old turn; its teacher's next lesson comes last.
      assert.deepEqual(order, [other[0], other[1], whole, other[2], whole, whole, whole, next]);
    });

    it('delays a newcomer by the part that runs', async (t) => {
      const { enqueue, claim, split, done } = await setUp(t);
      await enqueue({ groupId: 'long' });
      const whole = await split(12);
      for (let count = 0; count < 4; count += 1) await done(await claim());
      const running = await claim();
      assert.equal(running.partOf, whole);
      const single = await enqueue({ groupId: 'single' });
      assert.equal((await claim()).id, single);
    });
  });
}

function parts(count: number): NewPart<'transcode'>[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'transcode',
    payload: { lessonId: 'lesson-1', originalId: `original-${index}` },
  }));
}
