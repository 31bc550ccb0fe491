import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { dayIn } from '../clock.ts';
import { Attachment, Lesson, type LessonState } from '../contract/lessons.ts';
import { OpenPeriod, OpenState } from '../contract/open-periods.ts';
import { insertLesson, updateLesson } from '../db/lessons.ts';
import { insertMediaVersion } from '../db/media-versions.ts';
import { newId } from '../db/new-id.ts';
import { insertOriginal } from '../db/originals.ts';
import { acceptAttachment } from '../lessons/check-attachment.ts';
import { emptyLesson } from '../lessons/file-original.ts';
import { type TranscoderManifest, toStoredManifest } from '../lessons/media-manifest.ts';
import { assertProblem, readAnswer, type TestClient } from './client.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

const durationSeconds = 90;
const segmentSeconds = 6;
const heights = [720, 360];
const segmentNames = Array.from(
  { length: durationSeconds / segmentSeconds },
  (_, index) => `${index + 1}.m4s`,
);
const inMinute = 60 / segmentSeconds;

const playlist = [
  ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${segmentSeconds}`, '#EXT-X-PLAYLIST-TYPE:VOD'],
  '#EXT-X-MAP:URI="init.mp4"',
  ...segmentNames.flatMap((name) => [`#EXTINF:${segmentSeconds}.000000,`, name]),
  '#EXT-X-ENDLIST',
  '',
].join('\n');

const manifest = {
  durationSeconds,
  bytes: 1,
  hasAudio: true,
  source: { width: 1280, height: 720 },
  renditions: heights.map((height) => ({
    height,
    playlist: `${height}/playlist.m3u8`,
    segments: segmentNames.map((file) => ({ file: `${height}/${file}`, durationSeconds: segmentSeconds })),
  })),
  audio: {
    playlist: 'audio/playlist.m3u8',
    segments: segmentNames.map((file) => ({ file, durationSeconds: segmentSeconds })),
    plain: { file: 'lesson.m4a' },
    minute: { file: 'minute.m4a' },
  },
  mp4: { file: 'lesson.mp4' },
  minute: { file: 'minute.mp4' },
  covers: [{ file: 'cover-1.webp' }],
  storyboard: { image: 'storyboard.webp', vtt: 'storyboard.vtt' },
  warnings: [],
} satisfies TranscoderManifest;

/** Folders of segments: of each rendition, and of the sound alone. */
const streams = [...heights.map(String), 'audio'];
const plainFiles = ['lesson.mp4', 'lesson.m4a'];
const minuteFiles = ['minute.mp4', 'minute.m4a'];

/** A version's files by path, with bytes that nobody else has. */
type Files = Record<string, Buffer>;

function makeFiles(): Files {
  const noise = (path: string) => [path, randomBytes(500)] as const;
  return {
    'master.m3u8': Buffer.from(`#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n720/playlist.m3u8\n`),
    ...Object.fromEntries(streams.map((stream) => [`${stream}/playlist.m3u8`, Buffer.from(playlist)])),
    ...Object.fromEntries(
      streams.flatMap((stream) => ['init.mp4', ...segmentNames].map((name) => noise(`${stream}/${name}`))),
    ),
    ...Object.fromEntries(
      [...plainFiles, ...minuteFiles, 'cover-1.webp', 'storyboard.webp', 'storyboard.vtt'].map(noise),
    ),
    'version.json': Buffer.from(JSON.stringify(manifest)),
  };
}

interface SampleLesson {
  id: string;
  versionId: string;
  files: Files;
}

/** A lesson of Li's whose video was made. */
async function addLesson({ context, world }: TestServer, state: LessonState): Promise<SampleLesson> {
  const { database, mediaStore, clock, config } = context;
  const files = makeFiles();
  const folder = await mediaStore.makeWorkFolder('test');
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const versionId = newId();
  const storePrefix = `media/${versionId.slice(0, 2)}/${versionId}`;
  await mediaStore.putFolder(storePrefix, folder);
  const created_at = clock.now().toISOString();
  const originalId = newId();
  const id = await database.transaction(async (trx) => {
    const row = await emptyLesson(trx, world.people.li.id, dayIn(config.timeZone, clock.now()), clock.now());
    await insertLesson(trx, { ...row, title: '认识分数', state });
    const file = { sha256: versionId, bytes: 1, filename: '课.mp4', store_key: `originals/xx/${originalId}` };
    await insertOriginal(trx, { id: originalId, person_id: world.people.li.id, ...file, created_at });
    await insertMediaVersion(trx, {
      id: versionId,
      lesson_id: row.id,
      original_id: originalId,
      duration_seconds: durationSeconds,
      bytes: 1,
      manifest: toStoredManifest(manifest),
      store_prefix: storePrefix,
      created_at,
    });
    await updateLesson(trx, row.id, {
      media_version_id: versionId,
      media_state: 'ready',
      original_id: originalId,
    });
    return row.id;
  });
  return { id, versionId, files };
}

const addAttachment = async (server: TestServer, lessonId: string) => {
  const form = new FormData();
  form.set('kind', 'tasks');
  form.set('file', new Blob(['一、看视频。']), '学习任务单.txt');
  const li = await server.as('li');
  const added = await readAnswer(
    await li.post(`/api/lessons/${lessonId}/attachments`, form),
    Attachment,
    201,
  );
  const { context } = server;
  await context.database.transaction((trx) => acceptAttachment(context, trx, added.id));
  return added;
};

const addPeriod = async (server: TestServer, from: string, until: string) =>
  readAnswer(
    await (await server.as('province')).post('/api/open-periods', {
      name: '寒假',
      kind: 'winter',
      from,
      until,
    }),
    OpenPeriod,
    201,
  );

async function playbackOf(client: TestClient, lessonId: string) {
  const { playback } = await client.json(`/api/lessons/${lessonId}`, Lesson);
  assert.ok(playback?.hls && playback.mp4);
  const base = playback.hls.slice(0, -'/master.m3u8'.length);
  return { ...playback, hls: playback.hls, mp4: playback.mp4, base };
}

async function assertBytes(response: Response, expected: Buffer, about: string): Promise<void> {
  assert.equal(response.status, 200, about);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), expected, about);
}

async function assertStatus(response: Response, status: number, about: string): Promise<void> {
  await response.body?.cancel();
  assert.equal(response.status, status, about);
}

/** All of it, byte for byte. */
async function assertPlaysWhole(client: TestClient, lesson: SampleLesson, attachment: Attachment) {
  const playback = await playbackOf(client, lesson.id);
  assert.equal(playback.limit, undefined);
  assert.match(playback.base, new RegExp(`^/play/${lesson.versionId}/full\\.`));
  assert.equal(playback.mp4, `${playback.base}/lesson.mp4`);
  assert.equal(playback.audio, `${playback.base}/lesson.m4a`);
  assert.equal(playback.audioHls, `${playback.base}/audio/playlist.m3u8`);
  assert.equal(playback.storyboard, `${playback.base}/storyboard.vtt`);
  const { 'version.json': _own, ...files } = lesson.files;
  for (const [path, bytes] of Object.entries(files))
    await assertBytes(await client.get(`${playback.base}/${path}`), bytes, path);
  for (const path of ['version.json', '720/99.m4s', '1080/1.m4s'])
    await assertStatus(await client.get(`${playback.base}/${path}`), 404, path);
  await assertStatus(await client.get(attachment.url), 200, 'the attachment');
}

/** The first minute byte for byte, and not a byte more. */
async function assertPlaysMinute(
  client: TestClient,
  lesson: SampleLesson,
  attachment: Attachment,
  until: string | null,
) {
  const playback = await playbackOf(client, lesson.id);
  assert.deepEqual(playback.limit, { seconds: 60, reason: 'outside-open-period', until });
  assert.match(playback.base, new RegExp(`^/play/${lesson.versionId}/minute\\.`));
  assert.equal(playback.mp4, `${playback.base}/minute.mp4`);
  assert.equal(playback.audio, `${playback.base}/minute.m4a`);
  assert.equal(playback.storyboard, undefined);
  const { files } = lesson;
  const get = (path: string) => client.get(`${playback.base}/${path}`);
  for (const path of ['master.m3u8', ...minuteFiles, 'cover-1.webp'])
    await assertBytes(await get(path), files[path]!, path);
  for (const stream of streams) {
    const cut = await (await get(`${stream}/playlist.m3u8`)).text();
    const lengths = [...cut.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length));
    assert.equal(
      lengths.reduce((sum, length) => sum + length, 0),
      60,
    );
    assert.deepEqual(cut.match(/^\d+\.m4s$/gm), segmentNames.slice(0, inMinute));
    assert.match(cut, /#EXT-X-ENDLIST\n$/);
    for (const name of ['init.mp4', ...segmentNames.slice(0, inMinute)])
      await assertBytes(await get(`${stream}/${name}`), files[`${stream}/${name}`]!, name);
    for (const name of segmentNames.slice(inMinute))
      await assertStatus(await get(`${stream}/${name}`), 404, name);
  }
  for (const path of [...plainFiles, 'storyboard.webp', 'storyboard.vtt', 'version.json'])
    await assertStatus(await get(path), 404, path);
  const range = { range: 'bytes=0-9' };
  await assertStatus(await client.get(`${playback.base}/lesson.mp4`, range), 404, 'a range of the whole');
  await assertProblem(await client.get(attachment.url), 403, 'outside-open-period');
}

const PageState = z.object({ shell: z.object({ open: OpenState }) });
const headerState = async (client: TestClient, lessonId: string) =>
  PageState.parse(await readPageModel(await client.get(`/lessons/${lessonId}`))).shell.open;

describeOnEachServer('watching', (start) => {
  describe('by the open-period calendar', () => {
    it('decides what a visitor, a teacher and a reviewer can fetch, at every change', async () => {
      const server = await start();
      const lesson = await addLesson(server, 'published');
      const attachment = await addAttachment(server, lesson.id);
      const everybody = async () => [server.visitor(), await server.as('wang'), await server.as('rev1')];
      const signedIn = async () => (await everybody()).slice(1);

      // No calendar yet.
      for (const client of await everybody()) await assertPlaysWhole(client, lesson, attachment);
      const header = () => headerState(server.visitor(), lesson.id);
      assert.deepEqual(await header(), { open: true, period: null, daysLeft: null });

      const winter = await addPeriod(server, '2027-01-20', '2027-02-20');
      await assertPlaysMinute(server.visitor(), lesson, attachment, '2027-01-20');
      for (const client of await signedIn()) await assertPlaysWhole(client, lesson, attachment);
      assert.deepEqual(await header(), { open: false, next: winter });

      // Its first and last moment by the region's clock, which is eight hours ahead.
      server.clock.set('2027-01-19T15:59:59.000Z');
      await assertPlaysMinute(server.visitor(), lesson, attachment, '2027-01-20');
      for (const [time, daysLeft] of [
        ['2027-01-19T16:00:00.000Z', 31],
        ['2027-02-20T15:59:59.000Z', 0],
      ] as const) {
        server.clock.set(time);
        for (const client of await everybody()) await assertPlaysWhole(client, lesson, attachment);
        assert.deepEqual(await header(), { open: true, period: winter, daysLeft });
      }

      server.clock.set('2027-02-20T16:00:00.000Z');
      await assertPlaysMinute(server.visitor(), lesson, attachment, null);
      for (const client of await signedIn()) await assertPlaysWhole(client, lesson, attachment);
      assert.deepEqual(await header(), { open: false, next: null });

      const bureau = await server.as('province');
      await readAnswer(
        await bureau.patch(`/api/open-periods/${winter.id}`, { until: '2027-02-22' }),
        OpenPeriod,
      );
      await assertPlaysWhole(server.visitor(), lesson, attachment);
      assert.equal((await bureau.delete(`/api/open-periods/${winter.id}`)).status, 204);
      assert.deepEqual(await header(), { open: true, period: null, daysLeft: null });
      await assertPlaysWhole(server.visitor(), lesson, attachment);
    });
  });

  describe('at a play address', () => {
    it('is the same for everybody in one slot of ten minutes, and another in the next', async () => {
      const server = await start();
      const { id } = await addLesson(server, 'published');
      const address = async () => (await playbackOf(server.visitor(), id)).base;
      server.clock.set('2026-11-23T02:10:00.000Z');
      const first = await address();
      server.clock.set('2026-11-23T02:19:59.999Z');
      assert.equal(await address(), first);
      assert.equal((await playbackOf(await server.as('wang'), id)).base, first);
      server.clock.set('2026-11-23T02:20:00.000Z');
      assert.notEqual(await address(), first);
      await addPeriod(server, '2027-01-20', '2027-02-20');
      assert.equal(await address(), await address());
    });

    it('holds for twice the duration and an hour, also after the period has ended', async () => {
      const server = await start();
      const { id, files } = await addLesson(server, 'published');
      await addPeriod(server, '2026-11-20', '2026-11-23');
      // The last second of a slot and of the period.
      server.clock.set('2026-11-23T15:59:59.000Z');
      const { base } = await playbackOf(server.visitor(), id);
      assert.match(base, /\/full\./);
      const last = `720/${segmentNames.at(-1)}`;
      server.clock.advance({ seconds: 2 * durationSeconds, hours: 1 });
      await assertBytes(await server.visitor().get(`${base}/${last}`), files[last]!, last);
      assert.match((await playbackOf(server.visitor(), id)).base, /\/minute\./);
      server.clock.advance({ seconds: 2 });
      for (const path of [last, 'master.m3u8', 'lesson.mp4'])
        await assertProblem(await server.visitor().get(`${base}/${path}`), 403, 'address-closed');
    });

    it('is refused when anything in it was changed', async () => {
      const server = await start();
      const lesson = await addLesson(server, 'published');
      const other = await addLesson(server, 'published');
      await addPeriod(server, '2027-01-20', '2027-02-20');
      const visitor = server.visitor();
      const { base } = await playbackOf(visitor, lesson.id);
      const [, , version = '', ticket = ''] = base.split('/');
      const [scope = '', slot = '', signature = ''] = ticket.split('.');
      assert.equal(scope, 'minute');
      const at = (...parts: [string, string, string | number, string]) =>
        `/play/${parts[0]}/${parts.slice(1).join('.')}/720/1.m4s`;
      await assertStatus(await visitor.get(at(version, scope, slot, signature)), 200, 'unchanged');
      const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
      for (const [about, address] of [
        ['scope', at(version, 'full', slot, signature)],
        ['earlier slot', at(version, scope, Number(slot) - 1, signature)],
        ['later slot', at(version, scope, Number(slot) + 1, signature)],
        ['signature', at(version, scope, slot, flipped)],
        ['another version', at(other.versionId, scope, slot, signature)],
      ] as const) {
        assert.equal((await visitor.get(address)).status, 403, about);
      }
      for (const ticket of [
        `all.${slot}.${signature}`,
        `minute.${slot}`,
        `minute.${slot}.${signature}A`,
        'minute',
      ])
        await assertStatus(await visitor.get(`/play/${version}/${ticket}/720/1.m4s`), 404, ticket);
      await assertStatus(
        await visitor.get(at('0000000000000000', scope, slot, signature)),
        404,
        'no version',
      );
      for (const path of [
        '..%2f..%2fversion.json',
        '720/..%2fversion.json',
        '720/%2e%2e/lesson.mp4',
        '720//1.m4s',
      ])
        await assertStatus(await visitor.get(`${base}/${path}`), 404, path);
    });

    it('does not outlive the lesson being taken back', async () => {
      const server = await start();
      const { id } = await addLesson(server, 'published');
      const { base } = await playbackOf(server.visitor(), id);
      await assertStatus(await server.visitor().get(`${base}/720/1.m4s`), 200, 'published');
      const taken = await (await server.as('school1')).post(`/api/lessons/${id}/withdraw`);
      assert.equal(taken.status, 200);
      await assertProblem(await server.visitor().get(`${base}/720/1.m4s`), 403, 'address-closed');
      await assertProblem(await server.visitor().get(`/api/lessons/${id}`), 404, 'not-found');
    });
  });

  describe('a lesson that is not published', () => {
    it('is there for its teacher, and from its submission on for those who check it', async () => {
      const server = await start();
      const seenBy = async (state: LessonState) => {
        const { id } = await addLesson(server, state);
        const seen: string[] = [];
        for (const name of ['li', 'wang', 'school1', 'school2', 'county', 'bureau', 'rev1', 'ops'] as const) {
          const client = await server.as(name);
          const answer = await client.get(`/api/lessons/${id}`);
          const page = await client.get(`/lessons/${id}`);
          assert.equal(page.status, answer.status, `${name} ${state}`);
          if (answer.status !== 200) assert.equal(answer.status, 404, `${name} ${state}`);
          else {
            assert.ok(Lesson.parse(await answer.json()).playback?.hls, `${name} ${state}`);
            seen.push(name);
          }
          await page.body?.cancel();
        }
        await assertProblem(await server.visitor().get(`/api/lessons/${id}`), 404, 'not-found');
        return seen;
      };
      const checkers = ['li', 'school1', 'county', 'bureau'];
      assert.deepEqual(await seenBy('draft'), ['li']);
      assert.deepEqual(await seenBy('submitted'), checkers);
      assert.deepEqual(await seenBy('returned'), checkers);
      assert.deepEqual(await seenBy('withdrawn'), checkers);
    });
  });
});
