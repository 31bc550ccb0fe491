import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it, type TestContext } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { readAnswer } from '../../server/test/client.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { ffmpeg, makeClip } from '../test/make-clip.ts';
import { descendantsOf } from '../test/watch-children.ts';
import { parseCores } from './limit-cores.ts';
import { createLessons } from './test/lessons.ts';
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
  long = await makeClip(join(clips, 'long.mp4'), { seconds: 25, size: '960x540' });
});
after(() => rm(clips, { recursive: true, force: true }));

describeOnEachServer('a worker', (start, kind) => {
  async function setUp(t: TestContext) {
    const server = await start();
    return {
      server,
      ...createLessons(server),
      work(options?: Parameters<typeof startWorker>[1]): TestWorker {
        const worker = startWorker(server, options);
        t.after(() => worker.kill('SIGKILL'));
        return worker;
      },
    };
  }

  it('makes an uploaded video playable', async (t) => {
    const { server, draft, give, mediaIs, storedVersions, work } = await setUp(t);
    const id = await draft();
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

  it('keeps its programs to the cores, the memory and the place behind others that it was told', async (t) => {
    const { draft, give, isBeingEncoded, work } = await setUp(t);
    const environment = {
      TRANSCODER_CORES: '1',
      TRANSCODER_MEMORY_BYTES: '3000000000',
      TRANSCODER_NICE: '5',
    };
    const worker = work({ environment });
    const id = await draft();
    await give(id, long);
    await isBeingEncoded(id);
    const encoder = await eventually(() => findEncoder(worker.process.pid!));
    assert.equal(parseCores(/^Cpus_allowed_list:\s*(\S+)/m.exec(encoder.status)?.[1] ?? '').length, 1);
    assert.match(encoder.limits, /^Max address space\s+3000000000\s+3000000000\s/m);
    assert.equal(encoder.nice, Math.min(19, getPriority() + 5));
  });

  it('does what one teacher sends before the many that another has sent sooner', async (t) => {
    const { server, draft, give, mediaIs, work } = await setUp(t);
    const many = [await draft(), await draft(), await draft()];
    for (const id of many) await give(id, short);
    const single = await draft('wang');
    await give(single, other, 'wang');
    work();
    for (const id of [...many, single]) await mediaIs(id, 'ready');
    const versions = await server.context.database.db
      .selectFrom('media_versions')
      .select('lesson_id')
      .orderBy('created_at')
      .execute();
    assert.deepEqual(
      versions.map(({ lesson_id }) => lesson_id),
      [many[0], single, many[1], many[2]],
    );
  });

  it('says why a file cannot become a lesson, and goes on with the next one', async (t) => {
    const { server, draft, give, mediaIs, storedVersions, work } = await setUp(t);
    const text = join(clips, `${kind}-text.mp4`);
    await writeFile(text, '这不是视频。'.repeat(1000));
    const [id, next] = [await draft(), await draft()];
    await give(id, text);
    await give(next, short);
    work();
    await mediaIs(id, 'rejected');
    await mediaIs(next, 'ready');
    const shown = await (await server.as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.match(shown.media.reason?.code ?? '', /^document$/);
    assert.match(shown.media.reason?.text ?? '', /不是视频/);
    assert.equal((await storedVersions()).length, 1);
  });

  it('is taken over from when it is killed in the middle', async (t) => {
    const { draft, give, mediaIs, isBeingEncoded, versions, storedVersions, work } = await setUp(t);
    const leaseSeconds = kind === 'sqlite' ? 2 : 10;
    const first = work({ leaseSeconds });
    // On PostgreSQL the lease is the queue's: set by whoever starts last, kept by the jobs put in after.
    await eventually(() => first.log().includes('ready to transcode'));
    const id = await draft();
    await give(id, long);
    await isBeingEncoded(id);
    await first.kill('SIGKILL');
    work({ leaseSeconds });
    await mediaIs(id, 'ready');
    assert.equal((await versions(id)).length, 1);
    assert.equal((await storedVersions()).length, 1);
  });

  it('throws away what it makes when the video is replaced meanwhile', async (t) => {
    const { draft, give, mediaIs, isBeingEncoded, versions, storedVersions, work } = await setUp(t);
    const id = await draft();
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
    const { server, draft, give, mediaIs, isBeingEncoded, publish, work } = await setUp(t);
    const id = await draft();
    await give(id, short);
    work();
    const { media_version_id: first } = await mediaIs(id, 'ready');
    await publish(id);
    await give(id, long);
    await isBeingEncoded(id);
    const meanwhile = await server.visitor().json(`/api/lessons/${id}`, Lesson);
    assert.equal(meanwhile.state, 'published');
    assert.match(meanwhile.playback?.hls ?? '', new RegExp(`^/play/${first}/`));
    const replaced = await mediaIs(id, 'ready');
    assert.equal(replaced.state, 'submitted');
    assert.notEqual(replaced.media_version_id, first);
    assert.equal((await server.visitor().get(`/api/lessons/${id}`)).status, 404);
    const closed = await server.visitor().get(meanwhile.playback?.hls ?? '');
    assert.equal(closed.status, 403);
  });

  it('ends with the process that started it, and keeps no job', async (t) => {
    const { draft, give, isBeingEncoded, work, server } = await setUp(t);
    const id = await draft();
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
    const left = await readdir(join(server.context.config.dataFolder, 'media/work'));
    assert.deepEqual(
      left.filter((name) => name.startsWith('transcode')),
      [],
    );
  });

  it('makes a cover of an uploaded picture, or says why not', async (t) => {
    const { server, draft, work } = await setUp(t);
    const li = await server.as('li');
    const address = `/api/lessons/${await draft()}`;
    const upload = async (picture: Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.set('file', new Blob([picture]), '封面.png');
      await readAnswer(await li.put(`${address}/cover`, form), Lesson, 202);
    };
    const settled = () =>
      eventually(async () => {
        const lesson = await li.json(address, Lesson);
        return !lesson.warnings.some(({ code }) => code === 'cover-pending') && lesson;
      });
    const file = join(clips, `${kind}-cover.png`);
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=1600x900', '-frames:v', '1', file);
    const png = await readFile(file);
    work();
    await upload(png);
    const { cover, warnings } = await settled();
    assert.deepEqual(warnings, []);
    const webp = Buffer.from(await (await li.get(cover ?? '')).arrayBuffer());
    assert.equal(webp.subarray(8, 12).toString('latin1'), 'WEBP');
    await upload(png.subarray(0, 2000));
    const refused = await settled();
    assert.deepEqual(
      refused.warnings.map(({ code }) => code),
      ['cover-unreadable'],
    );
    assert.equal(refused.cover, cover, 'the cover it had stays');
  });
});

/** What the kernel says of the ffmpeg that a worker runs (proc(5)); undefined while it runs none. */
async function findEncoder(worker: number) {
  for (const pid of descendantsOf(worker)) {
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
    const [status, limits, stat] = [await read('status'), await read('limits'), await read('stat')];
    // Asked last: it has none any more where it has ended meanwhile.
    const command = await read('cmdline');
    if (!command.startsWith('/usr/bin/ffmpeg\0') || !command.includes('.m4s')) continue;
    // Its 19th field, counted from behind the name in brackets, which may hold anything.
    const nice = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    return { status, limits, nice };
  }
  return undefined;
}
