import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { it } from 'node:test';
import { dayIn } from '../clock.ts';
import {
  Attachment,
  AttachmentList,
  type AttachmentReasonCode,
  Lesson,
  type LessonState,
} from '../contract/lessons.ts';
import { UploadSettings } from '../contract/uploads.ts';
import { readFeedHead } from '../db/feed.ts';
import { insertLesson } from '../db/lessons.ts';
import { acceptAttachment, refuseAttachment } from '../lessons/check-attachment.ts';
import { emptyLesson } from '../lessons/file-original.ts';
import { readCaptions } from '../lessons/read-captions.ts';
import { mostAttachments } from '../lessons/write-attachment.ts';
import type { MediaStore } from '../media-store/media-store.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { writeUploadSettings } from '../uploads/upload-settings.ts';
import { assertProblem, readAnswer, type TestClient } from './client.ts';
import { closeLibrary } from './close-library.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, '课')]);

function form(filename: string, bytes: Uint8Array<ArrayBuffer>, kind?: string): FormData {
  const data = new FormData();
  if (kind !== undefined) data.set('kind', kind);
  data.set('file', new Blob([bytes]), filename);
  return data;
}

async function addLesson(server: TestServer, state: LessonState = 'draft'): Promise<string> {
  const { context, world } = server;
  const now = context.clock.now();
  return context.database.transaction(async (trx) => {
    const row = await emptyLesson(trx, world.people.li.id, dayIn(context.config.timeZone, now), now);
    await insertLesson(trx, { ...row, title: '认识分数', state });
    return row.id;
  });
}

/** As a worker does it. */
const check = ({ context }: TestServer, { id }: Attachment, code?: AttachmentReasonCode) =>
  context.database.transaction((trx) =>
    code === undefined ? acceptAttachment(context, trx, id) : refuseAttachment(trx, id, code, 'a test'),
  );

/** The answer to a form of which nothing is sent but how long it is. */
async function announce(url: string, client: TestClient, bytes: number) {
  const sent = request(url, {
    method: 'POST',
    headers: {
      cookie: client.cookies(),
      origin: new URL(url).origin,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': bytes,
    },
  });
  sent.flushHeaders();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const read = { status: answer.statusCode, text: await text(answer) };
  sent.destroy();
  return read;
}

describeOnEachServer('attachments', (start) => {
  it('are kept byte for byte under their Chinese name, and cannot run', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const answer = await li.post(`/api/lessons/${id}/attachments`, form('第3课 教学设计.pdf', pdf, 'design'));
    const added = await readAnswer(answer, Attachment, 201);
    assert.deepEqual(
      { ...added, id: '', url: '' },
      {
        id: '',
        kind: 'design',
        filename: '第3课 教学设计.pdf',
        mediaType: 'application/pdf',
        bytes: pdf.length,
        url: '',
        state: 'checking',
      },
    );
    await check(server, added);
    const download = await li.get(added.url);
    assert.deepEqual(Buffer.from(await download.arrayBuffer()), pdf);
    const { headers } = download;
    assert.match(headers.get('content-disposition') ?? '', /^attachment; .*filename\*=UTF-8''%E7%AC%AC3/);
    assert.equal(headers.get('content-type'), 'application/pdf');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('content-security-policy'), "sandbox; default-src 'none'");
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-site');
    const part = await li.get(added.url, { range: 'bytes=2-5' });
    assert.deepEqual([part.status, await part.text()], [206, 'DF-1']);
    const [row] = await server.context.database.db.selectFrom('attachments').selectAll().execute();
    assert.equal(row?.sha256, createHash('sha256').update(pdf).digest('hex'));
    const { items } = await li.json(`/api/lessons/${id}/attachments`, AttachmentList);
    const ready = { ...added, state: 'ready' };
    assert.deepEqual(items, [ready]);
    assert.deepEqual((await li.json(`/api/lessons/${id}`, Lesson)).attachments, [ready]);
    assert.deepEqual(await readdir(join(server.context.config.dataFolder, 'media/work')), []);
  });

  it('leave the room on the disk that the database and the uploads need', async () => {
    const server = await start({
      replace: ({ uploads }) => ({
        uploads: { ...uploads, limits: { ...uploads.limits, keepFreeBytes: Number.MAX_SAFE_INTEGER } },
      }),
    });
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    await assertProblem(await li.post(address, form('设计.pdf', pdf)), 507, 'no-room');
    await assertProblem(await li.put(`/api/lessons/${id}/cover`, form('封面.png', pdf)), 507, 'no-room');
    assert.deepEqual((await li.json(address, AttachmentList)).items, []);
  });

  it('are refused before their bytes are sent where a quota has no room for them, and kept as long as it has', async () => {
    const server = await start();
    const { db } = server.context.database;
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    const set = (quotas: Partial<UploadSettings>) => writeUploadSettings(db, UploadSettings.parse(quotas));
    let name = 0;
    const add = (called = ++name) => li.post(address, form(`${called}.pdf`, pdf, 'design'));
    await set({ teacherQuotaBytes: 3 * pdf.length });
    await readAnswer(await add(), Attachment, 201);
    await readAnswer(await add(), Attachment, 201);
    const refused = await announce(server.url + address, li, 3 * pdf.length);
    assert.equal(refused.status, 507);
    assert.match(
      refused.text,
      /您的空间不够：一共 14.6 KB，还剩 4.8 KB，这个文件有 14.6 KB.*"code":"quota-teacher"/,
    );
    await set({ schoolQuotaBytes: 3 * pdf.length });
    await assertProblem(await add(), 507, 'quota-school');
    const room = Math.floor(3.5 * pdf.length);
    await set({ teacherQuotaBytes: room, schoolQuotaBytes: room });
    const atOnce = await Promise.all([add(), add(), add(), add()]);
    const codes = atOnce.map(({ status }) => status).toSorted();
    assert.deepEqual(codes, [201, 507, 507, 507], 'at once, as one after the other');
    assert.equal((await li.json(address, AttachmentList)).items.length, 3);
    assert.deepEqual(await readdir(join(server.context.config.dataFolder, 'media/work')), []);
  });

  it('are what their name and their bytes say, of a size that was set, and so many', async () => {
    const server = await start({ environment: { MAX_ATTACHMENT_BYTES: '10000' } });
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    const refused = await li.post(address, form('动画.svg', Buffer.from('<svg/>')));
    assert.match(await refused.clone().text(), /可以上传：pdf、doc、/);
    await assertProblem(refused, 415, 'file-type');
    await assertProblem(await li.post(address, { file: 'no form' }), 415, 'content-type');
    await assertProblem(
      await li.post(address, form('假的.pdf', Buffer.from('<html>'))),
      415,
      'file-mismatch',
    );
    await assertProblem(await li.post(address, form('空的.pdf', Buffer.alloc(0))), 400, 'upload-empty');
    await assertProblem(
      await li.post(address, form('大.pdf', Buffer.alloc(10_001, '%PDF-'))),
      413,
      'file-too-large',
    );
    await assertProblem(
      await li.post(address, form('设计.pdf', pdf.subarray(0, 100), 'homework')),
      400,
      'invalid-request',
    );
    await assertProblem(await li.post(address, new FormData()), 400, 'file-missing');
    const two = form('一.pdf', pdf.subarray(0, 100));
    two.append('file', new Blob([pdf.subarray(0, 100)]), '二.pdf');
    await assertProblem(await li.post(address, two), 400, 'invalid-request');
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    const half = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-';
    await assertProblem(
      await li.fetch(address, { method: 'POST', headers: broken, body: half }),
      400,
      'invalid-request',
    );
    assert.deepEqual(await readdir(join(server.context.config.dataFolder, 'media/work')), []);
    assert.deepEqual(await server.context.mediaStore.list('attachments'), []);
    for (let i = 0; i < mostAttachments; i += 1) {
      await readAnswer(await li.post(address, form(`${i}.txt`, Buffer.from('练习'))), Attachment, 201);
    }
    await assertProblem(await li.post(address, form('多.txt', Buffer.from('练习'))), 409, 'too-many-files');
  });

  it('become another kind where that takes files like them, and what is public goes to the index', async () => {
    const server = await start();
    const { db } = server.context.database;
    const id = await addLesson(server, 'published');
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    const add = async (name: string, kind: string) =>
      readAnswer(await li.post(address, form(name, pdf, kind)), Attachment, 201);
    const added = await add('第3课.pdf', 'design');
    const head = await readFeedHead(db);
    const tasks = await readAnswer(await li.patch(added.url, { kind: 'tasks' }), Attachment);
    assert.deepEqual(tasks, { ...added, kind: 'tasks' });
    assert.deepEqual((await li.json(address, AttachmentList)).items, [tasks]);
    assert.ok((await readFeedHead(db)) > head);

    await db
      .updateTable('attachments')
      .set({ bytes: 60 * 1024 ** 2 })
      .execute();
    await assertProblem(await li.patch(added.url, { kind: 'design' }), 413, 'file-too-large');
    await readAnswer(await li.patch(added.url, { kind: 'slides' }), Attachment);
    await db.updateTable('attachments').set({ filename: '听力.mp3' }).execute();
    await assertProblem(await li.patch(added.url, { kind: 'design' }), 415, 'file-type');
    await assertProblem(await li.patch(added.url, { kind: 'homework' }), 400, 'invalid-request');
    await assertProblem(await li.patch(`${address}/nothing`, { kind: 'other' }), 404, 'not-found');
    const wang = await server.as('wang');
    await assertProblem(await wang.patch(added.url, { kind: 'other' }), 403, 'forbidden');
    assert.deepEqual(
      (await li.json(address, AttachmentList)).items.map(({ kind }) => kind),
      ['slides'],
    );
  });

  it('are there once, however often they are sent because no answer came', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    const add = async (name = '设计.pdf') =>
      readAnswer(await li.post(address, form(name, pdf, 'design')), Attachment, 201);
    const first = await add();
    assert.deepEqual(await add(), first);
    await add('另一份.pdf');
    const stored = () => server.context.database.db.selectFrom('attachments').selectAll().execute();
    assert.equal((await stored()).length, 2);
    const { mediaStore } = server.context;
    const shards = await mediaStore.list('attachments');
    const files = await Promise.all(shards.map((shard) => mediaStore.list(`attachments/${shard}`)));
    assert.equal(files.flat().length, 2);
    await check(server, first, 'macros');
    assert.notEqual((await add()).id, first.id, 'what was refused is looked into again');
  });

  it('are of the types and the size of their kind, and of so many bytes in all', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/attachments`;
    const mp3 = form('朗读.mp3', Buffer.from('ID3'), 'design');
    const refused = await li.post(address, mp3);
    assert.equal(refused.status, 415);
    assert.match(await refused.text(), /pdf、doc、docx、xls、xlsx、txt、jpg、jpeg、png/);
    const large = form('大.txt', Buffer.alloc(51 * 1024 ** 2, 'x'), 'tasks');
    await assertProblem(await li.post(address, large), 413, 'file-too-large');
    await readAnswer(await li.post(address, form('一.txt', Buffer.from('练习'))), Attachment, 201);
    await server.context.database.db
      .updateTable('attachments')
      .set({ bytes: 1024 ** 3 - 4 })
      .execute();
    await assertProblem(
      await li.post(address, form('二.txt', Buffer.from('练习'))),
      413,
      'attachments-too-large',
    );
  });

  it('are given to nobody before they have been looked into', async () => {
    const server = await start();
    const id = await addLesson(server, 'published');
    const [li, checker, visitor] = [await server.as('li'), await server.as('school1'), server.visitor()];
    const address = `/api/lessons/${id}/attachments`;
    const added = await readAnswer(await li.post(address, form('设计.pdf', pdf, 'design')), Attachment, 201);
    const shownTo = async (client: TestClient) => {
      const { items } = await client.json(address, AttachmentList);
      assert.deepEqual((await client.json(`/api/lessons/${id}`, Lesson)).attachments, items);
      return items.map(({ state, reason }) => [state, reason?.code]);
    };
    for (const insider of [li, checker]) {
      assert.deepEqual(await shownTo(insider), [['checking', undefined]]);
      await assertProblem(await insider.get(added.url), 409, 'attachment-not-ready');
    }
    assert.deepEqual(await shownTo(visitor), []);
    await assertProblem(await visitor.get(added.url), 404, 'not-found');

    await check(server, added, 'macros');
    for (const insider of [li, checker]) {
      assert.deepEqual(await shownTo(insider), [['refused', 'macros']]);
      await assertProblem(await insider.get(added.url), 409, 'attachment-not-ready');
    }
    const { items } = await li.json(address, AttachmentList);
    assert.match(items[0]?.reason?.text ?? '', /宏/);
    assert.deepEqual(await shownTo(visitor), []);
    await assertProblem(await visitor.get(added.url), 404, 'not-found');

    const { db } = server.context.database;
    const before = await readFeedHead(db);
    // What we failed at, tried again.
    await check(server, added);
    assert.equal(await readFeedHead(db), before + 1);
    assert.deepEqual(await shownTo(visitor), [['ready', undefined]]);
    assert.equal((await visitor.get(added.url)).status, 200);
    await check(server, added, 'macros');
    assert.deepEqual(await shownTo(visitor), [['ready', undefined]], 'what was given out stays as it is');
  });

  it('are put on and taken off by the teacher alone', async () => {
    const server = await start();
    const id = await addLesson(server, 'published');
    const address = `/api/lessons/${id}/attachments`;
    const data = () => form('设计.pdf', pdf, 'design');
    await assertProblem(await server.visitor().post(address, data()), 401, 'not-signed-in');
    await assertProblem(await (await server.as('wang')).post(address, data()), 403, 'forbidden');
    const foreign = { origin: 'https://elsewhere.example' };
    const li = await server.as('li');
    await assertProblem(await li.post(address, data(), foreign), 403, 'wrong-origin');
    const { db } = server.context.database;
    const before = await readFeedHead(db);
    const added = await readAnswer(await li.post(address, data()), Attachment, 201);
    assert.equal(await readFeedHead(db), before + 1);
    await assertProblem(await (await server.as('wang')).delete(added.url), 403, 'forbidden');
    assert.equal((await li.delete(added.url)).status, 204);
    assert.equal(await readFeedHead(db), before + 2);
    await assertProblem(await li.get(added.url), 404, 'not-found');
    const shards = await server.context.mediaStore.list('attachments');
    for (const shard of shards)
      assert.deepEqual(await server.context.mediaStore.list(`attachments/${shard}`), []);
  });

  it('of another lesson are not there', async () => {
    const server = await start();
    const [draft, published] = [await addLesson(server), await addLesson(server, 'published')];
    const li = await server.as('li');
    const added = await readAnswer(
      await li.post(`/api/lessons/${draft}/attachments`, form('设计.pdf', pdf)),
      Attachment,
      201,
    );
    const through = `/api/lessons/${published}/attachments/${added.id}`;
    await assertProblem(await server.visitor().get(through), 404, 'not-found');
    await assertProblem(await li.delete(through), 404, 'not-found');
    await assertProblem(await server.visitor().get(added.url), 404, 'not-found');
  });

  it('are for whoever may play the whole lesson', async () => {
    const server = await start();
    const id = await addLesson(server, 'published');
    const li = await server.as('li');
    const added = await readAnswer(
      await li.post(`/api/lessons/${id}/attachments`, form('设计.pdf', pdf)),
      Attachment,
      201,
    );
    await check(server, added);
    assert.equal((await server.visitor().get(added.url)).status, 200);
    await closeLibrary(server);
    await assertProblem(await server.visitor().get(added.url), 403, 'outside-open-period');
    assert.equal((await (await server.as('wang')).get(added.url)).status, 200);
  });
});

describeOnEachServer('a cover', (start) => {
  it('waits for the worker and says so', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
    const answer = await li.put(`/api/lessons/${id}/cover`, form('封面.png', png));
    const lesson = await readAnswer(answer, Lesson, 202);
    assert.deepEqual(
      lesson.warnings.map((warning) => warning.code),
      ['cover-pending'],
    );
    const jobs = await server.context.database.db.selectFrom('jobs').selectAll().execute();
    assert.deepEqual(
      jobs.map((job) => job.kind),
      ['cover'],
    );
    const { storeKey } = JSON.parse(jobs[0]?.payload ?? '{}');
    const { mode } = await stat(join(server.context.config.dataFolder, 'media', storeKey));
    assert.equal(mode & 0o444, 0o444, 'the user of the sandbox can read it');
    const gif = Buffer.from('GIF89a');
    await assertProblem(await li.put(`/api/lessons/${id}/cover`, form('封面.png', gif)), 415, 'file-type');
    const large = Buffer.concat([png, Buffer.alloc(10 * 1024 ** 2)]);
    await assertProblem(
      await li.put(`/api/lessons/${id}/cover`, form('大.png', large)),
      413,
      'file-too-large',
    );
  });
});

describeOnEachServer('captions', (start) => {
  const srt = '1\n00:00:01,000 --> 00:00:02,500\n<b>同学们好</b>\n';
  const vtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n同学们好\n';

  async function readStored(server: TestServer, lessonId: string): Promise<Record<string, string>> {
    const { database, mediaStore } = server.context;
    const rows = await database.db
      .selectFrom('captions')
      .selectAll()
      .where('lesson_id', '=', lessonId)
      .execute();
    const stored: Record<string, string> = {};
    for (const row of rows) {
      stored[row.language] = await new Response(await toWeb(mediaStore.read(row.store_key))).text();
    }
    return stored;
  }
  const toWeb = async (stream: Promise<NodeJS.ReadableStream>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  };

  it('come as text or as a form, and are kept as plain WebVTT', async () => {
    const server = await start();
    const id = await addLesson(server, 'published');
    const li = await server.as('li');
    const raw = { method: 'PUT', headers: { 'content-type': 'application/x-subrip' }, body: srt };
    const { db } = server.context.database;
    const before = await readFeedHead(db);
    const lesson = await readAnswer(await li.fetch(`/api/lessons/${id}/captions/zh-hant`, raw), Lesson);
    assert.deepEqual(lesson.captionLanguages, ['zh-Hant']);
    assert.deepEqual(lesson.captions, [{ language: 'zh-Hant', name: '繁体中文', automatic: false }]);
    await readAnswer(await li.put(`/api/lessons/${id}/captions/ug`, form('a.vtt', Buffer.from(vtt))), Lesson);
    assert.deepEqual(await readStored(server, id), { 'zh-Hant': vtt, ug: vtt });
    assert.equal(await readFeedHead(db), before + 2);

    const other = { ...raw, body: srt.replace('同学们好', '老师好') };
    await readAnswer(await li.fetch(`/api/lessons/${id}/captions/ug`, other), Lesson);
    assert.equal((await readStored(server, id)).ug, vtt.replace('同学们好', '老师好'));
    assert.equal((await li.delete(`/api/lessons/${id}/captions/ug`)).status, 204);
    assert.deepEqual(Object.keys(await readStored(server, id)), ['zh-Hant']);
    await assertProblem(await li.delete(`/api/lessons/${id}/captions/ug`), 404, 'not-found');
  });

  it('are given to their teacher to work on, before there is a video too, as WebVTT or SRT', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/captions/ug`;
    await assertProblem(await li.fetch(address), 404, 'not-found');
    await readAnswer(await li.put(address, form('a.vtt', Buffer.from(vtt))), Lesson);
    const whole = await li.fetch(address);
    assert.equal(await whole.text(), vtt);
    assert.match(whole.headers.get('content-disposition') ?? '', /^attachment; .*\.ug\.vtt/);
    const asSrt = await li.fetch(`${address}?format=srt`);
    // Fetching as text drops the mark of UTF-8.
    assert.equal(await asSrt.text(), srt.replace(/<.?b>/g, '').replaceAll('\n', '\r\n').concat('\r\n'));
    await assertProblem(await li.fetch(`${address}?format=ass`), 400, 'invalid-request');
  });

  it('that are replaced while they are fetched are those in their place, or gone', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const address = `/api/lessons/${id}/captions/ug`;
    const put = (text: string) => li.put(address, form('a.vtt', Buffer.from(text)));
    await readAnswer(await put(vtt), Lesson);
    const { database, mediaStore } = server.context;
    let found = 0;
    const slow: MediaStore = Object.create(mediaStore, {
      read: {
        async value(key: string) {
          found += 1;
          if (found === 1) await readAnswer(await put(vtt.replace('同学们好', '老师好')), Lesson);
          return mediaStore.read(key);
        },
      },
    });
    const [cue] = await readCaptions({ database, mediaStore: slow }, id, 'ug');
    assert.deepEqual([cue?.lines, found], [['老师好'], 2]);
    await mediaStore.removeFolder('captions');
    await assertProblem(await li.fetch(address), 404, 'not-found');
  });

  it('are refused when they cannot be read', async () => {
    const server = await start();
    const id = await addLesson(server);
    const li = await server.as('li');
    const put = (body: string, { type = 'text/vtt', language = 'zh' } = {}) =>
      li.fetch(`/api/lessons/${id}/captions/${language}`, {
        method: 'PUT',
        headers: { 'content-type': type },
        body,
      });
    await assertProblem(await put('今天学习分数'), 400, 'caption-unreadable');
    await assertProblem(await put(''), 400, 'caption-unreadable');
    await assertProblem(await put(vtt, { language: 'xx' }), 400, 'caption-language');
    await assertProblem(await put(vtt, { type: 'video/mp4' }), 415, 'file-type');
    await assertProblem(await put(vtt + ' '.repeat(2 * 1024 ** 2)), 413, 'file-too-large');
    const wang = await server.as('wang');
    await assertProblem(
      await wang.put(`/api/lessons/${id}/captions/zh`, form('a.vtt', Buffer.from(vtt))),
      404,
      'not-found',
    );
    assert.deepEqual(await server.context.mediaStore.list('captions'), []);
  });

  it('end with the video, and are refused where they belong to a longer one', async () => {
    const server = await start();
    // It lasts eight minutes.
    const { id } = await publishSample(server, 'li', 'school1', '分数');
    const li = await server.as('li');
    const put = (body: string) =>
      li.fetch(`/api/lessons/${id}/captions/zh`, {
        ...{ method: 'PUT', headers: { 'content-type': 'text/vtt' }, body: `WEBVTT\n\n${body}` },
      });
    const behind = '12:30.000 --> 12:35.000\n下课\n';
    const refused = await put(behind);
    assert.match(await refused.clone().text(), /12:30.*8:00/);
    await assertProblem(refused, 400, 'caption-elsewhere');
    await readAnswer(await put(`07:59.000 --> 08:09.000\n再见\n\n${behind}`), Lesson);
    const kept = 'WEBVTT\n\n00:07:59.000 --> 00:08:00.000\n再见\n';
    assert.deepEqual(await readStored(server, id), { zh: kept });
  });
});
