import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it, type TestContext } from 'node:test';
import { updateLesson } from '../../server/db/lessons.ts';
import type { JobOutcome } from '../../server/jobs/job-queue.ts';
import { runJobs } from '../../server/jobs/run-jobs.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { TranscoderUnavailableError, VerificationError } from '../errors.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { makeClip } from '../test/make-clip.ts';
import { createLessons } from './test/lessons.ts';
import { createTranscodeHandler } from './transcode-job.ts';
import type { WorkerParts } from './worker-parts.ts';

let clips: string;
let clip: string;
let large: string;
before(async () => {
  clips = await mkdtemp(join(tmpdir(), 'qianke-clips-'));
  clip = await makeClip(join(clips, 'clip.mp4'), { seconds: 1 });
  large = await makeClip(join(clips, 'large.mp4'), { seconds: 1, size: '1920x1080' });
});
after(() => rm(clips, { recursive: true, force: true }));

/** For half of what encoding the large clip takes; ffmpeg itself starts in it. */
const tooLittle = 500 * 1024 ** 2;

const opening = (open: () => Promise<Sandbox>): WorkerParts['sandboxes'] => ({ open, reopen: open });

/** A machine on which every program in the sandbox ends in the same way. */
const sandboxThat = (run: Sandbox['run']): WorkerParts['sandboxes'] => ({
  ...opening(async () => ({ mode: 'none', ffmpegVersion: '5.1', run })),
});

describeOnEachServer('a transcode job', (start) => {
  async function setUp(
    t: TestContext,
    replaced: (parts: WorkerParts) => Partial<WorkerParts>,
    prepare: (parts: WorkerParts, about: MediaJob) => Promise<void> = async () => {},
    file = clip,
  ) {
    const server = await start();
    const { database, jobs, mediaStore, config } = server.context;
    const real: WorkerParts = {
      config,
      database,
      jobs,
      mediaStore,
      clock: { now: () => new Date() },
      waitSeconds: 0.5,
      sandboxes: opening(() => openSandbox({ mode: config.sandbox })),
    };
    const lessons = createLessons(server);
    const id = await lessons.draft();
    await prepare(real, { lessonId: id, originalId: await lessons.give(id, file) });
    const stop = new AbortController();
    const runner = runJobs({
      queue: jobs,
      database,
      handlers: { transcode: createTranscodeHandler({ ...real, ...replaced(real) }) },
      worker: 'test',
      signal: stop.signal,
      pollSeconds: 0.1,
      drainSeconds: 1,
      report: () => {},
    });
    t.after(async () => {
      stop.abort();
      await runner.stopped;
    });
    return {
      ...lessons,
      id,
      job: () =>
        database.db.selectFrom('jobs').selectAll().where('kind', '=', 'transcode').executeTakeFirstOrThrow(),
      reasonIs: (code: string) =>
        eventually(async () => {
          const lesson = await database.db
            .selectFrom('lessons')
            .select(['media_reason', 'media_state', 'media_progress'])
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          return JSON.parse(lesson.media_reason ?? '{}').code === code && lesson;
        }),
    };
  }

  it('waits while a program is missing, and goes on by itself once it is there', async (t) => {
    let installed = false;
    const missing = new TranscoderUnavailableError('ffmpeg-missing', 'apt install ffmpeg');
    const { id, reasonIs, mediaIs, job } = await setUp(t, (real) => ({
      sandboxes: opening(async () => {
        if (!installed) throw missing;
        return real.sandboxes.open();
      }),
    }));
    const waiting = await reasonIs('unavailable');
    assert.equal(waiting.media_state, 'queued');
    installed = true;
    const ready = await mediaIs(id, 'ready');
    assert.equal(ready.media_reason, null);
    const { attempts, starts } = await job();
    assert.deepEqual({ attempts, starts }, { attempts: 0, starts: 1 });
  });

  it('blames no file for programs that went away under it', async (t) => {
    let updating = true;
    const missing = new TranscoderUnavailableError('ffmpeg-missing', 'apt install ffmpeg');
    const { id, reasonIs, mediaIs, job } = await setUp(t, ({ sandboxes }) => ({
      sandboxes: {
        open: async () => {
          const sandbox = await sandboxes.open();
          const gone = { ending: { kind: 'exited', code: 1 }, stdout: '', stderr: 'not found' } as const;
          return { ...sandbox, run: async (...its) => (updating ? gone : sandbox.run(...its)) };
        },
        reopen: async () => {
          if (updating) throw missing;
          return sandboxes.open();
        },
      },
    }));
    assert.equal((await reasonIs('unavailable')).media_state, 'queued');
    updating = false;
    await mediaIs(id, 'ready');
    const { attempts, starts } = await job();
    assert.deepEqual({ attempts, starts }, { attempts: 0, starts: 1 });
  });

  it('waits while the disk is full', async (t) => {
    let full = true;
    const { id, reasonIs, mediaIs } = await setUp(t, ({ mediaStore }) => ({
      mediaStore: { ...mediaStore, freeBytes: async () => (full ? 0 : mediaStore.freeBytes()) },
    }));
    const waiting = await reasonIs('no-room');
    assert.equal(waiting.media_state, 'queued');
    full = false;
    await mediaIs(id, 'ready');
  });

  it('shows how far it is while its pieces wait to be joined', async (t) => {
    const { reasonIs } = await setUp(
      t,
      ({ mediaStore }) => ({ mediaStore: { ...mediaStore, freeBytes: async () => 0 } }),
      async ({ database, jobs }, about) => {
        const settle = async (outcome: JobOutcome) => {
          const lease = await jobs.claim(['transcode'], 'another');
          assert.ok(lease);
          await database.transaction((trx) => jobs.settle(trx, lease, outcome));
        };
        await settle({ result: 'split', parts: [{ kind: 'transcode', payload: { ...about, piece: 0 } }] });
        await settle({ result: 'done' });
        await updateLesson(database.db, about.lessonId, { media_state: 'processing', media_progress: 0.5 });
      },
    );
    assert.equal((await reasonIs('no-room')).media_progress, 0.5);
  });

  it('fails when our own work went wrong twice', async (t) => {
    let runs = 0;
    const { id, mediaIs, job, storedVersions } = await setUp(t, () => ({
      sandboxes: sandboxThat(async () => {
        runs += 1;
        throw new VerificationError('boundaries differ');
      }),
    }));
    const failed = await mediaIs(id, 'failed');
    assert.deepEqual(JSON.parse(failed.media_reason ?? ''), { code: 'error', detail: 'boundaries differ' });
    assert.equal(runs, 2);
    assert.equal((await job()).state, 'failed');
    assert.deepEqual(await storedVersions(), []);
  });

  it('refuses a file that takes more memory than a program may, and goes on with the next one', async (t) => {
    let tight = true;
    const { id, draft, give, mediaIs } = await setUp(
      t,
      ({ sandboxes }) => ({
        sandboxes: opening(async () => {
          const sandbox = await sandboxes.open();
          return {
            ...sandbox,
            run: (command, request) => {
              const { limits } = request;
              const memoryBytes = tight && command.program === 'ffmpeg' ? tooLittle : limits.memoryBytes;
              return sandbox.run(command, { ...request, limits: { ...limits, memoryBytes } });
            },
          };
        }),
      }),
      undefined,
      large,
    );
    const rejected = await mediaIs(id, 'rejected');
    assert.equal(JSON.parse(rejected.media_reason ?? '').code, 'limit');
    tight = false;
    const next = await draft();
    await give(next, clip);
    await mediaIs(next, 'ready');
  });

  it('refuses a file on which the decoder crashed twice', async (t) => {
    let runs = 0;
    const { id, mediaIs, job } = await setUp(t, () => ({
      sandboxes: sandboxThat(async () => {
        runs += 1;
        return { ending: { kind: 'crashed', signal: 11 }, stdout: '', stderr: '' };
      }),
    }));
    const rejected = await mediaIs(id, 'rejected');
    assert.equal(JSON.parse(rejected.media_reason ?? '').code, 'decode-failed');
    assert.equal(runs, 2);
    assert.equal((await job()).state, 'done');
  });
});
