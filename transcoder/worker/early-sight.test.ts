import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it, type TestContext } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import type { EarlyEncoding } from '../../server/lessons/early-files.ts';
import { canWrite } from '../../server/test/can-write.ts';
import type { TestClient } from '../../server/test/client.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { OPENING_SECONDS } from '../encode/build-opening-arguments.ts';
import { SEGMENT_LAYOUT, type SegmentLayout, STILL_LAYOUT, segmentsUntil } from '../plan/segment-layout.ts';
import { makeClip } from '../test/make-clip.ts';
import { type EarlySight, openEarlySight } from './open-early-sight.ts';
import { createLessons } from './test/lessons.ts';
import { startWorker, type TestWorker } from './test/start-worker.ts';

let clips: string;
let source: string;
before(async () => {
  clips = await mkdtemp(join(tmpdir(), 'qianke-clips-'));
  source = await makeClip(join(clips, 'lesson.mp4'), { seconds: 30, size: '960x540' });
});
after(() => rm(clips, { recursive: true, force: true }));

describeOnEachServer('an early sight', (start, kind) => {
  async function setUp(t: TestContext) {
    const server = await start();
    const lessons = createLessons(server);
    const id = await lessons.draft();
    const li = await server.as('li');
    const playbackFor = async (client: TestClient) =>
      (await client.json(`/api/lessons/${id}`, Lesson)).playback;
    return {
      ...{ server, ...lessons, id, li, playbackFor },
      early: () => eventually(async () => (await playbackFor(li))?.early, { within: 60_000 }),
      stored: async () => {
        const { mediaStore } = server.context;
        const shards = await mediaStore.list('early');
        return (await Promise.all(shards.map((shard) => mediaStore.list(`early/${shard}`)))).flat();
      },
      work(leaseSeconds?: number) {
        const worker = startWorker(server, { leaseSeconds });
        t.after(() => worker.kill('SIGKILL'));
        return worker;
      },
      /** Between two transactions: in one it would keep the server from writing. */
      freeze: (worker: TestWorker) =>
        eventually(() => {
          worker.process.kill('SIGSTOP');
          const frozen = canWrite(server.context.config.database);
          if (!frozen) worker.process.kill('SIGCONT');
          return frozen;
        }),
    };
  }

  it('is for those who may see the draft, grows, and ends with the video', async (t) => {
    const { server, id, give, early, stored, li, playbackFor, mediaIs, publish, work } = await setUp(t);
    await give(id, source);
    work();
    const address = await early();
    const visitor = server.visitor();
    const read = async () => {
      const answer = await visitor.get(address);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      return answer.text();
    };
    const playlist = await read();
    assert.match(playlist, /#EXT-X-PLAYLIST-TYPE:EVENT/);
    assert.doesNotMatch(playlist, /ENDLIST/);
    const files = playlist.match(/\w+\/(init\.mp4|\d{5}\.m4s)/g) ?? [];
    assert.ok(files.length >= 2, playlist);
    const at = (file: string) => address.replace('index.m3u8', file);
    for (const file of files) {
      const answer = await visitor.get(at(file));
      assert.equal(answer.status, 200, file);
      assert.ok((await answer.arrayBuffer()).byteLength > 500, file);
    }
    assert.equal((await visitor.get(at('whole/00009.m4s'))).status, 404);
    await eventually(async () => (await read()).length > playlist.length, { within: 60_000 });

    // Published meanwhile, so that everybody may see the lesson: not what is being made for it.
    await publish(id);
    assert.ok((await playbackFor(li))?.early);
    assert.equal((await playbackFor(visitor))?.early, undefined);

    await mediaIs(id, 'ready');
    assert.equal((await playbackFor(li))?.early, undefined);
    assert.ok((await playbackFor(li))?.hls);
    assert.equal((await visitor.get(address)).status, 404);
    await eventually(async () => (await stored()).length === 0);
  });

  it('outlives a worker that is killed, and nothing is left of it in the end', async (t) => {
    const { server, id, give, early, stored, mediaIs, work } = await setUp(t);
    const leaseSeconds = kind === 'sqlite' ? 2 : 10;
    const first = work(leaseSeconds);
    await eventually(() => first.log().includes('ready to transcode'));
    await give(id, source);
    const before = await early();
    await first.kill('SIGKILL');
    // It can still be watched as far as it had come.
    assert.equal((await server.visitor().get(before)).status, 200);
    work(leaseSeconds);
    await mediaIs(id, 'ready');
    assert.equal((await server.visitor().get(before)).status, 404);
    // Where the whole had to begin anew, what a killed worker leaves is the sweep's.
    await eventually(async () => (await stored()).every((one) => one === idOf(before)));
  });

  it('begins while the only worker is busy, and the whole goes on from there', async (t) => {
    const { server, id, draft, give, early, stored, li, mediaIs, isBeingEncoded, work } = await setUp(t);
    // The second of them keeps it busy for as long as a slow machine needs to notice the third.
    const others = [await draft(), await draft()] as const;
    for (const other of others) await give(other, source);
    work();
    await isBeingEncoded(others[0]);
    await give(id, source);
    const address = await eventually(
      async () => {
        const { media, playback } = await li.json(`/api/lessons/${id}`, Lesson);
        return media.state === 'queued' && playback?.early;
      },
      { within: 60_000 },
    );
    const read = async () => (await server.visitor().get(address)).text();
    const openings = (playlist: string) => playlist.match(/opening\/\d{5}\.m4s/g)?.length ?? 0;
    await eventually(async () => openings(await read()) === segmentsUntil(SEGMENT_LAYOUT, OPENING_SECONDS), {
      within: 60_000,
    });
    // In the order of playing, and nothing of it twice.
    const goesOn = await eventually(
      async () => {
        const playlist = await read();
        return /whole\/\d{5}\.m4s/.test(playlist) && playlist;
      },
      { within: 90_000 },
    );
    const indexes = [...goesOn.matchAll(/(\d{5})\.m4s/g)].map(([, index]) => Number(index));
    assert.deepEqual(indexes, [...indexes.keys()]);
    assert.equal(openings(goesOn), segmentsUntil(SEGMENT_LAYOUT, OPENING_SECONDS));
    assert.equal(idOf(await early()), idOf(address));
    await mediaIs(id, 'ready');
    await eventually(async () => (await stored()).length === 0);
  });

  it('is closed at once when its lesson is withdrawn, given another video or deleted on the way', async (t) => {
    const { server, id, draft, give, early, stored, li, playbackFor, mediaIs, publish, work, freeze } =
      await setUp(t);
    const other = await makeClip(join(clips, 'other.mp4'), { seconds: 2 });
    const visitor = server.visitor();
    const statusOf = async (address: string) => (await visitor.get(address)).status;
    const worker = work();
    await give(id, source);
    const first = await early();
    // Nothing of it is made while it is looked at.
    await freeze(worker);
    await publish(id);
    assert.equal((await li.post(`/api/lessons/${id}/withdraw`, {})).status, 200);
    assert.equal(await statusOf(first), 403);
    const again = (await playbackFor(li))?.early ?? '';
    assert.equal(idOf(again), idOf(first));
    assert.equal(await statusOf(again), 200);
    const newer = await give(id, other);
    assert.equal(await statusOf(again), 404);
    assert.equal((await playbackFor(li))?.early, undefined);
    worker.process.kill('SIGCONT');
    assert.equal((await mediaIs(id, 'ready')).original_id, newer);

    const deleted = await draft();
    await give(deleted, source);
    const last = await eventually(
      async () => (await li.json(`/api/lessons/${deleted}`, Lesson)).playback?.early,
      { within: 60_000 },
    );
    await freeze(worker);
    assert.equal((await li.fetch(`/api/lessons/${deleted}`, { method: 'DELETE' })).status, 204);
    assert.equal(await statusOf(last), 404);
    worker.process.kill('SIGCONT');
    const { db } = server.context.database;
    await eventually(
      async () => (await db.selectFrom('jobs').selectAll().execute()).every(({ state }) => state === 'done'),
      { within: 60_000 },
    );
    // What no running job knew of is the sweep's.
    const ended = [first, last].map(idOf);
    await eventually(async () => (await stored()).every((one) => ended.includes(one)));
    assert.doesNotMatch(worker.log(), /"level":[56]0/);
  });

  it('is begun anew by the whole where its opening has died between what are boundaries of both', async (t) => {
    const { server, id, give, early, li, playbackFor } = await setUp(t);
    const { context } = server;
    const about = { lessonId: id, originalId: await give(id, source) };
    const lessonSeconds = 60;
    const add = (to: EarlySight, layout: SegmentLayout, ...indexes: number[]) => {
      for (const index of indexes)
        to.add({ index, layout, lessonSeconds, bytes: Buffer.from('m4s'), init: Buffer.from('init') });
      return to.settled();
    };
    const work = { fence: async () => {}, missed: assert.fail };
    const open = (of: EarlyEncoding) => openEarlySight(context, work, about, { of });
    {
      await using opening = open('opening');
      await add(opening, SEGMENT_LAYOUT, 0, 1, 2, 3);
    }
    const first = await early();
    await using whole = open('whole');
    await add(whole, STILL_LAYOUT, 0, 1, 2, 3);
    assert.equal(idOf(await early()), idOf(first), 'it may still come to where the whole can go on');
    await add(whole, STILL_LAYOUT, 4);
    const again = (await playbackFor(li))?.early ?? '';
    assert.notEqual(idOf(again), idOf(first));
    await add(whole, STILL_LAYOUT, 5);
    const playlist = await (await server.visitor().get(again)).text();
    assert.deepEqual(
      playlist.match(/\w+\/\d{5}\.m4s/g),
      [0, 1, 2, 3, 4, 5].map((index) => `whole/0000${index}.m4s`),
    );
    assert.equal((await server.visitor().get(first)).status, 404);
  });

  it('is none of a file that is no video, which costs no line in the log', async (t) => {
    const { id, give, stored, mediaIs, work } = await setUp(t);
    const page = join(clips, 'page.mp4');
    await writeFile(page, '<!doctype html><p>not found</p>'.repeat(100));
    await give(id, page);
    const worker = work();
    await mediaIs(id, 'rejected');
    assert.deepEqual(await stored(), []);
    assert.doesNotMatch(worker.log(), /"level":[456]0/);
  });
});

const idOf = (address: string) => address.split('/')[2];
