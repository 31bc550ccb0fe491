import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { it } from 'node:test';
import { describeOnEachDatabase } from '../../server/db/test/each-database.ts';
import { listWorkers } from '../../server/db/workers.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { TranscoderUnavailableError } from '../errors.ts';
import { keepWorkerKnown } from './keep-worker-known.ts';
import { createSandboxKeeper } from './sandbox-keeper.ts';

describeOnEachDatabase('a worker', (fresh) => {
  it('is known while it lives, with what it can do, and not after it ended', async () => {
    const database = await fresh();
    const stop = new AbortController();
    const sandboxes = createSandboxKeeper(
      { mode: 'bubblewrap' },
      {
        open: () => Promise.reject(new TranscoderUnavailableError('ffmpeg-missing', 'apt install ffmpeg')),
      },
    );
    const missed = (error: unknown) => assert.fail(String(error));
    const limits = { cores: 2, memoryBytes: 4 * 1024 ** 3, nice: 10, atOnce: 1 };
    const about = { name: 'a worker 4711', sandboxes, mode: 'bubblewrap', limits, missed } as const;
    const ended = keepWorkerKnown(database, about, stop.signal);
    const row = await eventually(async () => (await listWorkers(database))[0]);
    assert.equal(row.host, hostname());
    assert.equal(row.problem, 'apt install ffmpeg');
    assert.deepEqual(JSON.parse(row.limits ?? ''), limits);
    assert.match(row.sandbox, /^bubblewrap \d/);
    // PostgreSQL's clock is read twice.
    assert.ok(row.started_at <= row.beat_at);
    stop.abort();
    await ended;
    assert.deepEqual(await listWorkers(database), []);
  });
});
