import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HOSTILE_REFERENCES } from '../../transcoder/test/hostile-references.ts';
import { ffprobe, makeClip } from '../../transcoder/test/make-clip.ts';
import { openCanary } from '../../transcoder/test/open-canary.ts';
import { spoilClips } from '../../transcoder/test/spoilt-files.ts';
import { Attachment, Lesson, LessonList } from '../contract/lessons.ts';
import { SearchAnswer } from '../contract/search.ts';
import { type DatabaseServer, startPostgres } from '../db/test/each-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { createTestClient, readAnswer } from './client.ts';
import { sendHostileFiles } from './hostile-through-program.ts';
import { again, type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library } from './library-process.ts';
import { beginUpload, readOffset, sendRest } from './upload-file.ts';

const seconds = 5;
const filename = '认识分数（一）.mp4';

let clips: string;
let clip: Buffer<ArrayBuffer>;
before(async () => {
  clips = await mkdtemp(join(tmpdir(), 'qianke-clip-'));
  clip = await readFile(await makeClip(join(clips, 'clip.mp4'), { seconds, size: '640x360' }));
});
after(() => rm(clips, { recursive: true, force: true }));

/** The lines of a playlist (RFC 8216) that are addresses, and those in its attributes, made whole. */
async function addressesIn(playlist: string): Promise<string[]> {
  const text = await (await fetch(playlist)).text();
  const named = [...text.matchAll(/URI="([^"]+)"/g)].map(([, uri]) => uri ?? '');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return [...named, ...lines].map((uri) => new URL(uri, playlist).href);
}

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`the whole program from its first start (${kind})`, () => {
    let databases: DatabaseServer | undefined;
    let library: Library;
    let people: LibraryPeople;
    let uploadAddress: string;
    let lessonId: string;
    let published: Lesson;
    /** Every address of the lesson that anybody was given, whole. */
    const givenOut = new Set<string>();

    before(async () => {
      databases = kind === 'postgres' ? startPostgres() : undefined;
      await databases?.start();
      library = createLibrary({ database: await databases?.newDatabase() });
      await library.start();
    });
    after(async () => {
      await library?.remove();
      await databases?.stop();
    });

    const lessonOf = (person: keyof LibraryPeople) => people[person].json(`/api/lessons/${lessonId}`, Lesson);
    const anybody = () => createTestClient(library.url);
    const searchFor = (query: string) => anybody().json(`/api/search?${query}`, SearchAnswer);
    const move = async (person: keyof LibraryPeople, event: string, body?: unknown) =>
      readAnswer(await people[person].post(`/api/lessons/${lessonId}/${event}`, body), Lesson);
    async function restart(): Promise<void> {
      assert.deepEqual(await library.stop(), { code: 0 });
      await library.start();
      people = again(library, people);
    }

    it('is set up with the link from the console, which works once', async () => {
      const link = await eventually(() => /\/setup\?token=[\w-]+/.exec(library.output)?.[0]);
      const page = await anybody().get(link);
      people = await setUpLibrary(library);
      const token = new URL(link, library.url).searchParams.get('token');
      const used = { token, name: 'another', displayName: '他人', password: 'zhe-shi-mi-ma-9' };
      const second = await anybody().post('/api/setup', { ...used, organisation: '他局', level: 'city' });
      assert.equal(second.status, 410);
      assert.equal(page.status, 200, library.output);
    });

    it('keeps half an upload over a restart, and makes a draft of the whole one by itself', async () => {
      uploadAddress = await beginUpload(people.teacher, filename, clip.length);
      const half = Math.floor(clip.length / 2);
      const headers = {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      };
      const body = clip.subarray(0, half);
      const sent = await people.teacher.fetch(uploadAddress, { method: 'PATCH', headers, body });
      assert.equal(sent.status, 204);
      await restart();
      assert.equal(await readOffset(people.teacher, uploadAddress), half);
      lessonId = await sendRest(people.teacher, uploadAddress, clip);
      const draft = await lessonOf('teacher');
      assert.equal(draft.state, 'draft');
      assert.equal(draft.title, '认识分数（一）');
      assert.notEqual(draft.media.state, 'none');
      assert.equal((await people.school.get(`/api/lessons/${lessonId}`)).status, 404);
    });

    it('transcodes it', async () => {
      const ready = await eventually(
        async () => {
          const lesson = await lessonOf('teacher');
          assert.ok(!['rejected', 'failed'].includes(lesson.media.state), lesson.media.reason?.text);
          return lesson.media.state === 'ready' && lesson;
        },
        { within: 180_000, every: 200 },
      );
      assert.ok(Math.abs((ready.durationSeconds ?? 0) - seconds) < 0.2, `${ready.durationSeconds} s`);
    });

    it('goes from the teacher to the school and back with a note, and again until it is published', async () => {
      const place = { stage: '小学', subject: '数学', grade: '三年级', edition: '人教版', volume: '上册' };
      const fields = { uploadId: uploadAddress.split('/').at(-1), kind: '微课', title: '分数的初步认识' };
      const completed = await readAnswer(
        await people.teacher.post('/api/lessons', { ...fields, ...place, unit: '分数的初步认识' }),
        Lesson,
        201,
      );
      assert.equal(completed.id, lessonId);
      const { stage, subject, grade } = completed;
      assert.deepEqual({ stage, subject, grade }, { stage: 'primary', subject: 'math', grade: 'g3' });
      const form = new FormData();
      form.set('kind', 'design');
      form.set('file', new Blob(['教学目标：认识几分之一。']), '教学设计.txt');
      const added = await people.teacher.post(`/api/lessons/${lessonId}/attachments`, form);
      await readAnswer(added, Attachment, 201);

      assert.equal((await move('teacher', 'submit')).state, 'submitted');
      const queue = await people.school.json('/api/lessons?state=submitted', LessonList);
      assert.deepEqual(
        queue.items.map(({ id }) => id),
        [lessonId],
      );
      const noteless = await people.school.post(`/api/lessons/${lessonId}/return`, {});
      assert.equal(noteless.status, 400);
      await move('school', 'return', { note: '第 3 秒的图不清楚', at: 3 });
      const returned = await lessonOf('teacher');
      assert.equal(returned.state, 'returned');
      assert.deepEqual(returned.returned, { note: '第 3 秒的图不清楚', at: 3 });
      await move('teacher', 'submit');
      assert.equal((await anybody().get(`/api/lessons/${lessonId}`)).status, 404);
      published = await move('school', 'publish');
      assert.equal(published.state, 'published');
    });

    it('is found by subject and grade', async () => {
      for (const query of ['subject=math&grade=g3', 'subject=数学&grade=三年级', 'q=三年级数学分数']) {
        const answer = await eventually(async () => {
          const found = await searchFor(query);
          return found.total === 1 && found;
        });
        assert.equal(answer.hits[0]?.lesson.id, lessonId, query);
        assert.equal(answer.facets.subject?.math, 1, query);
      }
      assert.equal((await searchFor('subject=math&grade=g4')).total, 0);
    });

    it('plays for anybody without a cookie and without another host', async () => {
      const page = await anybody().get(`/lessons/${lessonId}`);
      assert.equal(page.status, 200, library.output);
      assert.deepEqual(page.headers.getSetCookie(), []);
      const html = await page.text();
      assert.match(html, /分数的初步认识/);
      const loaded = [
        ...html.matchAll(/<(?:script|link|img|video|source|track)\b[^>]*?\s(?:src|href|poster)="([^"]+)"/g),
      ];
      assert.ok(loaded.length > 0);
      for (const [tag, address] of loaded) {
        if (/rel="(canonical|alternate)"/.test(tag)) continue;
        const target = new URL(address!.replaceAll('&amp;', '&'), library.url);
        assert.equal(target.origin, new URL(library.url).origin, tag);
        const answer = await fetch(target);
        assert.equal(answer.status, 200, tag);
        assert.deepEqual(answer.headers.getSetCookie(), [], tag);
        await answer.body?.cancel();
      }

      // What was attached is shown to everybody once the worker has looked into it.
      const lesson = await eventually(async () => {
        const shown = await anybody().json(`/api/lessons/${lessonId}`, Lesson);
        return shown.attachments.length === 1 && shown;
      });
      const { hls, mp4, poster, storyboard, limit } = lesson.playback ?? {};
      assert.ok(hls && mp4 && poster && storyboard);
      assert.equal(limit, undefined);
      const whole = (address: string) => new URL(address, library.url).href;
      const playlists = await addressesIn(whole(hls));
      assert.ok(playlists.length > 0);
      const pieces = (await Promise.all(playlists.map(addressesIn))).flat();
      assert.ok(pieces.length >= playlists.length * 2);
      const cues = await (await fetch(whole(storyboard))).text();
      const sprites = [...cues.matchAll(/^(\S+)#xywh/gm)].map(
        ([, name]) => new URL(name!, whole(storyboard)).href,
      );
      assert.ok(sprites.length > 0);
      const covers = lesson.cover ? [whole(lesson.cover)] : [];
      const attachments = lesson.attachments.map(({ url }) => whole(url));
      const media = [hls, mp4, poster, storyboard].map(whole).concat(playlists, pieces, sprites);
      for (const address of new Set([...media, ...covers, ...attachments])) {
        const answer = await fetch(address);
        assert.equal(answer.status, 200, address);
        assert.deepEqual(answer.headers.getSetCookie(), [], address);
        assert.ok((await answer.arrayBuffer()).byteLength > 0, address);
        givenOut.add(address);
      }
      for (const address of media) {
        const { headers } = await fetch(address, { method: 'HEAD' });
        assert.equal(headers.get('cache-control'), 'public, max-age=30, must-revalidate', address);
      }
      const played = await ffprobe(whole(hls), 'format=duration:stream=codec_type,codec_name');
      const codecs = new Set(played.streams.map((stream) => `${stream.codec_type} ${stream.codec_name}`));
      assert.deepEqual([...codecs].sort(), ['audio aac', 'video h264']);
      assert.ok(Math.abs(Number(played.format.duration) - seconds) < 0.3, played.format.duration);
    });

    it('gives its teacher the original back, byte for byte and in ranges', async () => {
      const address = `/api/lessons/${lessonId}/original`;
      const original = await people.teacher.get(address);
      assert.deepEqual(Buffer.from(await original.arrayBuffer()), clip);
      const disposition = original.headers.get('content-disposition') ?? '';
      assert.ok(disposition.includes(encodeURIComponent('认识分数')), disposition);
      const size = clip.length;
      for (const [range, from, until] of [
        ['bytes=0-0', 0, 1],
        ['bytes=100-4999', 100, 5000],
        [`bytes=${size - 10}-`, size - 10, size],
        ['bytes=-100', size - 100, size],
      ] as const) {
        const part = await people.teacher.get(address, { range });
        assert.equal(part.status, 206, range);
        assert.equal(part.headers.get('content-range'), `bytes ${from}-${until - 1}/${size}`);
        assert.deepEqual(Buffer.from(await part.arrayBuffer()), clip.subarray(from, until), range);
      }
      assert.equal((await people.teacher.get(address, { range: `bytes=${size}-` })).status, 416);
      assert.equal((await anybody().get(address)).status, 401);
    });

    it('keeps everything over a restart, addresses that were given out too', async () => {
      const before = await lessonOf('teacher');
      const origin = library.url;
      await restart();
      const { playback: _then, ...was } = before;
      const { playback: _now, ...is } = await lessonOf('teacher');
      assert.deepEqual(is, was);
      assert.equal((await searchFor('subject=math&grade=g3')).total, 1);
      for (const address of [...givenOut]) {
        givenOut.delete(address);
        givenOut.add(library.url + address.slice(origin.length));
      }
      for (const address of givenOut) {
        const answer = await fetch(address, { method: 'HEAD' });
        assert.equal(answer.status, 200, address);
      }
    });

    if (kind === 'sqlite') {
      it('refuses or takes hostile files without a restart, and answers others meanwhile', async () => {
        await using canary = await openCanary(clips);
        const spoilt = spoilClips([{ name: 'mp4', path: join(clips, 'clip.mp4') }], 2, 7);
        const files = [...HOSTILE_REFERENCES.slice(0, 2), ...spoilt];
        const report = await sendHostileFiles(library, people, canary, files);
        assert.deepEqual(report.violations, []);
        assert.equal(report.files, files.length);
        assert.ok(report.answered.count > 0);
      });
    }

    it('closes every address when the lesson is taken back, and finds it no more', async () => {
      assert.equal((await move('teacher', 'withdraw')).state, 'withdrawn');
      assert.ok(givenOut.size > 8);
      for (const address of givenOut) {
        const answer = await fetch(address);
        assert.ok([403, 404].includes(answer.status), `${address} answered ${answer.status}`);
        await answer.body?.cancel();
      }
      assert.equal((await anybody().get(`/lessons/${lessonId}`)).status, 404);
      await eventually(async () => (await searchFor('subject=math&grade=g3')).total === 0);
      assert.equal((await searchFor('q=分数')).nearest.length, 0);
      assert.deepEqual(await library.stop(), { code: 0 });
    });
  });
}
