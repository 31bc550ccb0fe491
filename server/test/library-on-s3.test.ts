import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it, test } from 'node:test';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { startWorker, type TestWorker } from '../../transcoder/worker/test/start-worker.ts';
import { type Config, readConfig } from '../config.ts';
import { Lesson } from '../contract/lessons.ts';
import { SystemStatus } from '../contract/system.ts';
import { UploadStatus } from '../contract/uploads.ts';
import { openDatabase } from '../db/open-database.ts';
import { sweepRows } from '../db/sweep-rows.ts';
import { type DatabaseServer, startPostgres } from '../db/test/each-database.ts';
import { findUpload } from '../db/uploads.ts';
import { readEnvironment } from '../env.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { sweepMedia } from '../lessons/sweep-media.ts';
import type { MediaStore } from '../media-store/media-store.ts';
import { openMediaStore } from '../media-store/open-media-store.ts';
import { hasOwnS3, notTested, type OwnS3, startOwnS3 } from '../media-store/test/start-s3-server.ts';
import { markedCopy } from './carry-clip.ts';
import { createTestClient } from './client.ts';
import { again, type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library } from './library-process.ts';
import { beginUpload, sendRest, sendSlice } from './upload-file.ts';

if (!hasOwnS3()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('a library on PostgreSQL and S3, with a worker on another machine', () => {
    const patience = { within: 240_000, every: 100 };
    let folder: string;
    let clip: Buffer<ArrayBuffer>;
    let s3: OwnS3;
    let databases: DatabaseServer;
    let library: Library;
    let config: Config;
    let store: MediaStore;
    let worker: TestWorker | undefined;
    let people: LibraryPeople;
    let uploadAddress: string;
    let lessonId: string;
    const given: string[] = [];

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'qianke-s3-library-'));
      clip = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 4, size: '640x360' }));
      s3 = await startOwnS3();
      databases = startPostgres();
      await databases.start();
      const database = await databases.newDatabase();
      const environment = s3.environment(s3.newLocation());
      library = createLibrary({ database, environment: { ...environment, TRANSCODERS: '0' } });
      // Of the other machine, with a disk of its own.
      const other = readConfig(readEnvironment({ ...environment, DATA_DIR: join(folder, 'other') }));
      config = { ...other, database };
      store = await openMediaStore(config.mediaStore);
      await library.start();
      people = await setUpLibrary(library);
    });
    after(async () => {
      await worker?.kill('SIGKILL');
      await library?.remove();
      await databases?.stop();
      await s3?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const readLesson = () => people.teacher.json(`/api/lessons/${lessonId}`, Lesson);
    const readUpload = () => people.teacher.json(uploadAddress, UploadStatus);
    const finish = () => {
      const headers = { 'tus-resumable': '1.0.0', 'upload-offset': String(clip.length) };
      const type = { 'content-type': 'application/offset+octet-stream' };
      return people.teacher.fetch(uploadAddress, { method: 'PATCH', headers: { ...headers, ...type } });
    };

    it('answers the last byte with patience while the store is down, and says so to the operator', async () => {
      uploadAddress = await beginUpload(people.teacher, '分数.mp4', clip.length);
      await sendSlice(people.teacher, uploadAddress, 0, clip.subarray(0, -1));
      await s3.kill();
      const last = await people.teacher.fetch(uploadAddress, {
        method: 'PATCH',
        headers: {
          ...{ 'tus-resumable': '1.0.0', 'upload-offset': String(clip.length - 1) },
          'content-type': 'application/offset+octet-stream',
        },
        body: clip.subarray(-1),
      });
      assert.equal(last.status, 503);
      assert.equal(last.headers.get('retry-after'), '10');
      assert.equal((await last.json()).code, 'store-unavailable');
      // "a HEAD whose offset equals the length" means that the file is kept.
      const head = await people.teacher.fetch(uploadAddress, {
        method: 'HEAD',
        headers: { 'tus-resumable': '1.0.0' },
      });
      assert.equal(head.status, 503);
      const ready = await createTestClient(library.url).get('/readyz');
      assert.equal(ready.status, 200, 'pages and search are there: a balancer goes on sending people');
      assert.deepEqual(await ready.json(), { ready: true, waitingFor: [], without: ['media store'] });
      const { problems } = await people.bureau.json('/api/system', SystemStatus);
      const told = problems.find(({ code }) => code === 'store-unreachable');
      assert.match(told?.text ?? '', /媒体存储 s3:\/\/qianke\/test-.* 连不上/);
      const said = library.output.split('\n').filter((line) => line.includes('the media store s3://'));
      assert.equal(said.length, 1, 'one line, whoever runs into it');
      assert.match(said[0] ?? '', /no video plays, uploads and their processing wait: .*see whether it runs/);
      assert.equal((await createTestClient(library.url).get('/')).status, 200);
    });

    it('makes a lesson of it by itself when it is killed while the file goes into the store', async () => {
      await s3.restart();
      process.kill(s3.pid(), 'SIGSTOP');
      // It never gets an answer.
      const asked = finish().catch(() => undefined);
      await using database = disposable(openDatabase(config.database));
      const id = uploadAddress.split('/').at(-1) ?? '';
      await eventually(async () => (await findUpload(database.db, id))?.writer !== null);
      await library.kill('all');
      await asked;
      process.kill(s3.pid(), 'SIGCONT');
      await library.start();
      people = again(library, people);
      const upload = await eventually(async () => {
        const shown = await readUpload();
        return shown.state === 'finished' && shown;
      }, patience);
      lessonId = upload.lessonId ?? '';
      assert.equal((await readLesson()).media.state, 'queued');
      assert.deepEqual(await readdir(join(library.dataFolder, 'uploads')), []);
      const stored = await buffer(await store.read(`originals/${id.slice(0, 2)}/${id}`));
      assert.ok(stored.equals(clip));
    });

    it('is transcoded by a worker that goes on when the store was away', async () => {
      const environment = s3.environment(locationOf(config));
      worker = startWorker({ context: { config } }, { environment });
      const work = join(folder, 'other', 'media', 'work');
      const hasCopy = async (name: string) =>
        (await stat(join(work, name, 'file')).catch(() => null))?.size === clip.length;
      // It has its copy of the original and begins to encode.
      await eventually(async () => {
        const names = await readdir(work).catch(() => []);
        return (await Promise.all(names.map(hasCopy))).includes(true);
      }, patience);
      await s3.kill();
      await eventually(() => worker?.log().includes('the media store s3://'), patience);
      await s3.restart();
      await eventually(async () => {
        const { media } = await readLesson();
        assert.ok(!['rejected', 'failed'].includes(media.state), media.reason?.text);
        return media.state === 'ready';
      }, patience);
    });

    it('plays from the store, in ranges and with validators, for whoever may', async () => {
      const place = { stage: '小学', subject: '数学', grade: '三年级' };
      for (const [person, path, body] of [
        ['teacher', '', place],
        ['teacher', '/submit', undefined],
        ['school', '/publish', undefined],
      ] as const) {
        const address = `/api/lessons/${lessonId}${path}`;
        const done = path ? await people[person].post(address) : await people[person].patch(address, body);
        assert.equal(done.status, 200, await done.text());
      }
      const anybody = createTestClient(library.url);
      const { playback } = await anybody.json(`/api/lessons/${lessonId}`, Lesson);
      const { hls, mp4, poster } = playback ?? {};
      assert.ok(hls && mp4 && poster);
      given.push(hls, mp4, poster);
      const whole = await anybody.get(mp4);
      const bytes = Buffer.from(await whole.arrayBuffer());
      assert.equal(whole.status, 200);
      assert.equal(bytes.length, Number(whole.headers.get('content-length')));
      const prefix = `media/${(await store.list('media'))[0]}`;
      const version = `${prefix}/${(await store.list(prefix))[0]}`;
      assert.deepEqual(hash(bytes), hash(await buffer(await store.read(`${version}/lesson.mp4`))));
      const part = await anybody.get(mp4, { range: 'bytes=1000-1999' });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get('content-range'), `bytes 1000-1999/${bytes.length}`);
      assert.ok(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000)));
      assert.equal((await anybody.get(mp4, { range: `bytes=${bytes.length}-` })).status, 416);
      // Without it `fetch` forbids every answer from a cache.
      const asks = { 'cache-control': 'max-age=0' };
      const etag = whole.headers.get('etag') ?? '';
      assert.equal((await anybody.get(mp4, { ...asks, 'if-none-match': etag })).status, 304);
      const since = whole.headers.get('last-modified') ?? '';
      assert.equal((await anybody.get(mp4, { ...asks, 'if-modified-since': since })).status, 304);
      // From memory the third time, and the same.
      for (const _ of [1, 2, 3]) {
        const again = await anybody.get(poster);
        assert.equal(again.status, 200);
        assert.equal(again.redirected, false);
        assert.ok((await again.arrayBuffer()).byteLength > 0);
      }
    });

    it('closes every address when it is taken back, and removes from the store what no lesson uses', async () => {
      assert.equal((await people.teacher.post(`/api/lessons/${lessonId}/withdraw`)).status, 200);
      for (const address of given)
        assert.ok([403, 404].includes((await createTestClient(library.url).get(address)).status), address);
      const copy = markedCopy(clip, 1);
      const draft = await sendRest(
        people.teacher,
        await beginUpload(people.teacher, 'b.mp4', copy.length),
        copy,
      );
      assert.equal((await listOriginals()).length, 2);
      assert.equal((await people.teacher.fetch(`/api/lessons/${draft}`, { method: 'DELETE' })).status, 204);
      assert.deepEqual(await worker?.kill('SIGTERM'), { code: 0 });
      await using database = disposable(openDatabase(config.database));
      // The row of an upload names its file for a month.
      const clock = { now: () => new Date(Date.now() + 40 * 24 * 3600 * 1000) };
      await sweepRows(database.db, clock.now());
      await sweepMedia({ database, clock, mediaStore: store });
      assert.deepEqual(await listOriginals(), [uploadAddress.split('/').at(-1)]);
    });

    it('says nothing of the credentials in its logs', () => {
      const { secretAccessKey, accessKeyId } = locationOf(config).credentials;
      for (const text of [library.output, worker?.log() ?? ''])
        assert.ok(!text.includes(secretAccessKey) && !text.includes(accessKeyId));
    });

    async function listOriginals(): Promise<string[]> {
      const names: string[] = [];
      for (const shard of await store.list('originals'))
        names.push(...(await store.list(`originals/${shard}`)));
      return names;
    }
  });
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function locationOf({ mediaStore }: Config) {
  assert.equal(mediaStore.kind, 's3');
  return mediaStore.location;
}

function disposable(database: ReturnType<typeof openDatabase>) {
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
}
