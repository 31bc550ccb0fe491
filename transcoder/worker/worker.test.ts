import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it, type TestContext } from 'node:test';
import { dayIn } from '../../server/clock.ts';
import { Lesson, type MediaState } from '../../server/contract/lessons.ts';
import { findLesson, insertLesson, type LessonWithPath, updateLesson } from '../../server/db/lessons.ts';
import { listMediaVersions } from '../../server/db/media-versions.ts';
import { newId } from '../../server/db/new-id.ts';
import { insertOriginal } from '../../server/db/originals.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { attachOriginal, emptyLesson } from '../../server/lessons/file-original.ts';
import { describeOnEachServer, type TestServer } from '../../server/test/start-server.ts';
import { makeClip } from '../test/make-clip.ts';
import { startWorker, type TestWorker } from './test/start-worker.ts';

let clips: string;
let short: string;
let other: string;
let long: string;
before(async () => {
  clips = await mkdtemp(join(tmpdir(), 'qianke-clips-'));
  short = await makeClip(join(clips, 'short.mp4'), { seconds: 3 });
  other = await makeClip(join(clips, 'other.mp4'), { seconds: 5, size: '320x180' });
  // Takes many seconds to encode, so that there is time to interfere.
  long = await makeClip(join(clips, 'long.mp4'), { seconds: 50, size: '960x540' });
});
after(() => rm(clips, { recursive: true, force: true }));

/** One lesson of Li's, and what its video goes through. */
function makeHelpers(server: TestServer) {
  const { context, world } = server;
  const { db } = context.database;
  const li = world.people.li.id;
  return {
    /** A draft; in another state when `change` says so. */
    async lesson(): Promise<string> {
      const now = context.clock.now();
      return context.database.transaction(async (trx) => {
        const row = await emptyLesson(trx, li, dayIn(context.config.timeZone, now), now);
        await insertLesson(trx, { ...row, title: '认识分数' });
        return row.id;
      });
    },
    async give(lessonId: string, file: string): Promise<string> {
      const id = newId();
      const key = `originals/${id.slice(0, 2)}/${id}`;
      const copy = join(await context.mediaStore.makeWorkFolder('test'), 'original');
      await copyFile(file, copy);
      await context.mediaStore.putFile(key, copy);
      const now = context.clock.now();
      await context.database.transaction(async (trx) => {
        await insertOriginal(trx, {
          id,
          person_id: li,
          sha256: id,
          bytes: 1,
          filename: 'lesson.mp4',
          store_key: key,
          created_at: now.toISOString(),
        });
        await attachOriginal(context, trx, lessonId, id, li, now);
      });
      return id;
    },
    mediaIs: (lessonId: string, state: MediaState): Promise<LessonWithPath> =>
      eventually(
        async () => {
          const row = await findLesson(db, lessonId);
          return row?.media_state === state && row;
        },
        { within: 90_000 },
      ),
    isBeingEncoded: (lessonId: string) =>
      eventually(async () => ((await findLesson(db, lessonId))?.media_progress ?? 0) > 0, { within: 60_000 }),
    versions: (lessonId: string) => listMediaVersions(db, lessonId),
    async storedVersions(): Promise<string[]> {
      const shards = await context.mediaStore.list('media');
      return (await Promise.all(shards.map((shard) => context.mediaStore.list(`media/${shard}`)))).flat();
    },
    publish: (lessonId: string) => updateLesson(db, lessonId, { state: 'published' }),
  };
}

describeOnEachServer('a worker', (start, kind) => {
  async function setUp(t: TestContext) {
    const server = await start();
    return {
      server,
      ...makeHelpers(server),
      work(options?: Parameters<typeof startWorker>[1]): TestWorker {
        const worker = startWorker(server, options);
        t.after(() => worker.kill('SIGKILL'));
        return worker;
      },
    };
  }

  it('makes an uploaded video playable', async (t) => {
    const { server, lesson, give, mediaIs, storedVersions, work } = await setUp(t);
    const id = await lesson();
    await give(id, short);
    const worker = work();
    const ready = await mediaIs(id, 'ready');
    assert.equal(ready.media_progress, 1);
    const li = await server.as('li');
    const shown = await li.json(`/api/lessons/${id}`, Lesson);
    assert.ok(Math.abs((shown.durationSeconds ?? 0) - 3) < 0.2);
    const hls = shown.playback?.hls ?? '';
    const master = await (await server.visitor().get(hls)).text();
    const playlist = new URL(
      master.split('\n').find((line) => line && !line.startsWith('#'))!,
      server.url + hls,
    );
    const media = await (await fetch(playlist)).text();
    const segment = media.split('\n').find((line) => line && !line.startsWith('#'))!;
    const bytes = await (await fetch(new URL(segment, playlist))).arrayBuffer();
    assert.ok(bytes.byteLength > 1000);
    assert.equal((await storedVersions()).length, 1);
    assert.deepEqual(await worker.kill('SIGTERM'), { code: 0 });
  });

  it('says why a file cannot become a lesson, and goes on with the next one', async (t) => {
    const { server, lesson, give, mediaIs, storedVersions, work } = await setUp(t);
    const text = join(clips, `${kind}-text.mp4`);
    await writeFile(text, '这不是视频。'.repeat(1000));
    const [id, next] = [await lesson(), await lesson()];
    await give(id, text);
    await give(next, short);
    work();
    await mediaIs(id, 'rejected');
    await mediaIs(next, 'ready');
    const shown = await (await server.as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.match(shown.media.reason?.code ?? '', /^(unreadable|unsupported)$/);
    assert.match(shown.media.reason?.text ?? '', /MP4/);
    assert.equal((await storedVersions()).length, 1);
  });

  it('is taken over from when it is killed in the middle', async (t) => {
    const { lesson, give, mediaIs, isBeingEncoded, versions, storedVersions, work } = await setUp(t);
    const leaseSeconds = kind === 'sqlite' ? 2 : 10;
    const id = await lesson();
    await give(id, long);
    const first = work({ leaseSeconds });
    await isBeingEncoded(id);
    await first.kill('SIGKILL');
    work({ leaseSeconds });
    await mediaIs(id, 'ready');
    assert.equal((await versions(id)).length, 1);
    assert.equal((await storedVersions()).length, 1);
  });

  it('throws away what it makes when the video is replaced meanwhile', async (t) => {
    const { lesson, give, mediaIs, isBeingEncoded, versions, storedVersions, work } = await setUp(t);
    const id = await lesson();
    await give(id, long);
    const worker = work();
    await isBeingEncoded(id);
    const newer = await give(id, other);
    const ready = await mediaIs(id, 'ready');
    const [version, ...more] = await versions(id);
    assert.deepEqual(more, []);
    assert.equal(version?.original_id, newer);
    assert.equal(ready.media_version_id, version?.id);
    assert.deepEqual(await storedVersions(), [version?.id]);
    await worker.kill('SIGTERM');
  });

  it('leaves the old version playing until the new one is ready, and has that one checked again', async (t) => {
    const { server, lesson, give, mediaIs, isBeingEncoded, publish, work } = await setUp(t);
    const id = await lesson();
    await give(id, short);
    work();
    const { media_version_id: first } = await mediaIs(id, 'ready');
    await publish(id);
    await give(id, long);
    await isBeingEncoded(id);
    const while_ = await server.visitor().json(`/api/lessons/${id}`, Lesson);
    assert.equal(while_.state, 'published');
    assert.match(while_.playback?.hls ?? '', new RegExp(`^/play/${first}/`));
    const after_ = await mediaIs(id, 'ready');
    assert.equal(after_.state, 'submitted');
    assert.notEqual(after_.media_version_id, first);
    assert.equal((await server.visitor().get(`/api/lessons/${id}`)).status, 404);
    const closed = await server.visitor().get(while_.playback?.hls ?? '');
    assert.equal(closed.status, 403);
  });

  it('puts its job back and ends in time when it is told to stop', async (t) => {
    const { lesson, give, isBeingEncoded, work, server } = await setUp(t);
    const id = await lesson();
    await give(id, long);
    const worker = work();
    await isBeingEncoded(id);
    // The process that started it is gone.
    worker.process.disconnect();
    const [code] = await new Promise<[number | null]>((resolve) =>
      worker.process.once('exit', (exitCode) => resolve([exitCode])),
    );
    assert.equal(code, 0);
    const job = await server.context.database.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
    assert.notEqual(job.state, 'running');
    const work_ = await readdir(join(server.context.config.dataFolder, 'media/work'));
    assert.deepEqual(
      work_.filter((name) => name.startsWith('transcode')),
      [],
    );
  });
});
