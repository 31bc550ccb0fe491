import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it, type TestContext } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { listParts } from '../../server/db/job-parts.ts';
import type { JobRow } from '../../server/db/jobs.ts';
import { findLesson } from '../../server/db/lessons.ts';
import { type JobOutcome, maxStarts } from '../../server/jobs/job-queue.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { readManifest } from '../../server/lessons/media-manifest.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { makeClip } from '../test/make-clip.ts';
import { makeNumberedClip, readFrames } from '../test/numbered-clip.ts';
import { programPrint } from './program-print.ts';
import { createLessons } from './test/lessons.ts';
import { startWorker, type TestWorker } from './test/start-worker.ts';

const SECONDS = 25;
const RATE = 25;

let clips: string;
let numbered: string;
let other: string;
before(async () => {
  clips = await mkdtemp(join(tmpdir(), 'qianke-clips-'));
  const options = ['-x264-params', 'keyint=50'];
  numbered = await makeNumberedClip(join(clips, 'numbered.mp4'), { seconds: SECONDS, rate: RATE, options });
  other = await makeClip(join(clips, 'other.mp4'), { seconds: 2 });
});
after(() => rm(clips, { recursive: true, force: true }));

describeOnEachServer('workers that encode a lesson in pieces', (start, kind) => {
  async function setUp(t: TestContext) {
    const server = await start();
    const { database, mediaStore } = server.context;
    const workers: TestWorker[] = [];
    return {
      server,
      ...createLessons(server),
      async work(): Promise<TestWorker> {
        const worker = startWorker(server, {
          leaseSeconds: kind === 'sqlite' ? 2 : 10,
          environment: { PIECE_SECONDS: '5' },
        });
        t.after(() => worker.kill('SIGKILL'));
        workers.push(worker);
        await eventually(() => worker.log().includes('ready to transcode'), { within: 60_000 });
        return worker;
      },
      /** Ends the next job that is due, as a worker of before. */
      async settle(outcome: JobOutcome): Promise<void> {
        const { jobs } = server.context;
        const lease = await jobs.claim(['transcode'], 'before');
        assert.ok(lease);
        await database.transaction((trx) => jobs.settle(trx, lease, outcome));
      },
      /** A piece that one of the workers is encoding, with its worker. */
      running: () =>
        eventually(
          async () => {
            const jobs = database.db.selectFrom('jobs').selectAll();
            const [part] = await jobs
              .where('part_of', 'is not', null)
              .where('state', '=', 'running')
              .execute();
            const worker = workers.find(({ process: { pid } }) => part?.lease_owner?.includes(` ${pid} `));
            return part && worker && { part, worker };
          },
          { within: 60_000, every: 20 },
        ),
      whole: (): Promise<JobRow> =>
        database.db
          .selectFrom('jobs')
          .selectAll()
          .where('kind', '=', 'transcode')
          .where('part_of', 'is', null)
          .executeTakeFirstOrThrow(),
      parts: (id: string) => listParts(database.db, id),
      lesson: (id: string) => findLesson(database.db, id),
      async storedPieces(): Promise<string[]> {
        const shards = await mediaStore.list('pieces');
        return (await Promise.all(shards.map((shard) => mediaStore.list(`pieces/${shard}`)))).flat();
      },
    };
  }

  it('join every frame once and in order, one of them being killed on the way', async (t) => {
    const {
      server,
      draft,
      give,
      mediaIs,
      lesson,
      versions,
      storedPieces,
      storedVersions,
      work,
      running,
      whole,
      parts,
    } = await setUp(t);
    await work();
    await work();
    const id = await draft();
    await give(id, numbered);
    const { part, worker } = await running();
    await worker.kill('SIGKILL');
    const li = await server.as('li');
    await work();
    // Its beginning can be watched meanwhile.
    const early = await eventually(
      async () => (await li.json(`/api/lessons/${id}`, Lesson)).playback?.early,
      { within: 60_000 },
    );
    const playlist = await (await server.visitor().get(early)).text();
    const [segment] = playlist.match(/\w+\/\d{5}\.m4s/) ?? [];
    const address = new URL(segment ?? '', server.url + early);
    assert.equal((await fetch(address)).status, 200);
    const seen: number[] = [];
    await eventually(
      async () => {
        const row = await lesson(id);
        seen.push(row?.media_progress ?? 0);
        return row?.media_state === 'ready';
      },
      { within: 120_000 },
    );
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
      'progress never falls',
    );

    const made = await parts((await whole()).id);
    assert.equal(made.length, 5, 'four pieces and the sound');
    assert.deepEqual(
      made.map(({ id: part, state, starts }) => [part, state, starts]),
      made.map((one) => [one.id, 'done', one.id === part.id ? 2 : 1]),
      'the part of the killed worker ran again, and no other',
    );
    const [version, ...more] = await versions(id);
    assert.ok(version);
    assert.deepEqual(more, []);
    assert.deepEqual(await storedVersions(), [version.id]);
    await eventually(async () => (await storedPieces()).length === 0);
    await eventually(async () => (await fetch(address)).status === 404);
    const { renditions } = readManifest(version.manifest);
    const folder = join(server.context.config.dataFolder, 'media', version.store_prefix);
    for (const { playlist } of renditions) {
      const frames = await readFrames(join(folder, playlist));
      assert.deepEqual(
        frames.map(([, number]) => number),
        Array.from({ length: SECONDS * RATE }, (_, frame) => frame),
      );
    }
    await mediaIs(id, 'ready');
  });

  it('encode the lesson as a whole where its pieces are gone, as after a restored backup', async (t) => {
    const { draft, give, mediaIs, versions, work, settle } = await setUp(t);
    const id = await draft();
    const originalId = await give(id, other);
    const piece = { index: 0, startSeconds: 0, endSeconds: null, seekSeconds: null };
    const part = { kind: 'transcode' as const, payload: { lessonId: id, originalId, piece: 0 } };
    await settle({ result: 'split', parts: [part], made: { program: programPrint, pieces: [piece] } });
    const report = { firstFrame: '', nextFrame: null, decoderRecords: [], decodeErrors: false };
    await settle({ result: 'done', made: { prefix: 'pieces/aa/gone', report } });
    await work();
    await mediaIs(id, 'ready');
    assert.equal((await versions(id)).length, 1);
  });

  it('leave none behind where the lesson fails for good', async (t) => {
    const { server, draft, give, mediaIs, storedPieces, work, settle } = await setUp(t);
    const { database, mediaStore } = server.context;
    const id = await draft();
    const originalId = await give(id, other);
    const part = (piece: number) => ({
      kind: 'transcode' as const,
      payload: { lessonId: id, originalId, piece },
    });
    await settle({ result: 'split', parts: [part(0), part(1)], made: { program: programPrint, pieces: [] } });
    const folder = await mediaStore.makeWorkFolder('test');
    await writeFile(join(folder, 'init.mp4'), 'init');
    await mediaStore.putFolder('pieces/aa/made', folder);
    const report = { firstFrame: '', nextFrame: null, decoderRecords: [], decodeErrors: false };
    await settle({ result: 'done', made: { prefix: 'pieces/aa/made', report } });
    assert.deepEqual(await storedPieces(), ['made']);
    await database.db.updateTable('jobs').set({ starts: maxStarts }).where('state', '=', 'queued').execute();
    await work();
    await mediaIs(id, 'failed');
    await eventually(async () => (await storedPieces()).length === 0);
  });

  it('throw the pieces away when the video is replaced meanwhile', async (t) => {
    const { draft, give, mediaIs, versions, storedPieces, work, running, server } = await setUp(t);
    await work();
    const id = await draft();
    await give(id, numbered);
    await running();
    const newer = await give(id, other);
    await mediaIs(id, 'ready');
    const [version, ...more] = await versions(id);
    assert.deepEqual(more, []);
    assert.equal(version?.original_id, newer);
    const jobs = server.context.database.db.selectFrom('jobs').selectAll();
    await eventually(async () => (await jobs.execute()).every(({ state }) => state === 'done'), {
      within: 60_000,
    });
    await eventually(async () => (await storedPieces()).length === 0);
  });
});
