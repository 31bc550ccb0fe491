import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Attachment, AttachmentList } from '../../server/contract/lessons.ts';
import { listAttachmentTexts, listCaptionTexts } from '../../server/db/searched-texts.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { readCues } from '../../server/lessons/searched-texts.ts';
import { readAnswer } from '../../server/test/client.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { makePdf } from '../documents/test/make-pdf.ts';
import { makeSlides, makeWord } from '../documents/test/make-texts.ts';
import { createLessons } from './test/lessons.ts';
import { startWorker } from './test/start-worker.ts';

describeOnEachServer('the text of what goes with a lesson', (start) => {
  it('is read by a worker; of a file that has none only that is known', async (t) => {
    const server = await start();
    const { database, jobs } = server.context;
    const lessonId = await createLessons(server).draft();
    const li = await server.as('li');
    const add = async (kind: string, filename: string, content: Buffer | string) => {
      const form = new FormData();
      form.set('kind', kind);
      form.set('file', new Blob([new Uint8Array(Buffer.from(content))]), filename);
      const answer = await li.post(`/api/lessons/${lessonId}/attachments`, form);
      return (await readAnswer(answer, Attachment, 201)).id;
    };
    const ids = {
      design: await add('design', '教案.docx', makeWord('<w:p><w:r><w:t>平均分</w:t></w:r></w:p>')),
      slides: await add('slides', '课件.pptx', makeSlides([{ part: 'slide1.xml', texts: ['分蛋糕'] }])),
      tasks: await add('tasks', '任务单.pdf', makePdf(['看视频，写分数'])),
      scan: await add('exercises', '扫描.pdf', makePdf([])),
      strange: await add(
        'other',
        '怪.pdf',
        '%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\nstartxref\n0\n%%EOF\n',
      ),
    };
    const captions = 'WEBVTT\n\n02:13.500 --> 02:15.000\n今天我们\n认识分数\n';
    const put = await li.fetch(`/api/lessons/${lessonId}/captions/zh`, {
      method: 'PUT',
      headers: { 'content-type': 'text/vtt' },
      body: captions,
    });
    assert.ok(put.ok, `${put.status}`);
    const [spoken] = await listCaptionTexts(database.db, [lessonId]);
    assert.deepEqual(spoken && readCues(spoken), [{ seconds: 133.5, text: '今天我们 认识分数' }]);

    // As captions were before their text was kept.
    await database.db.deleteFrom('caption_texts').execute();
    await database.transaction(async (trx) => {
      const payload = { lessonId, language: 'zh' };
      await jobs.enqueue(trx, { kind: 'text', subjectId: lessonId, payload });
    });
    const worker = startWorker(server);
    t.after(() => worker.kill('SIGKILL'));
    await eventually(
      async () => {
        const open = await database.db.selectFrom('jobs').select('id').where('state', '!=', 'done').execute();
        return open.length === 0;
      },
      { within: 180_000 },
    );
    const texts = await database.db.selectFrom('attachment_texts').selectAll().execute();
    assert.deepEqual(Object.fromEntries(texts.map((one) => [one.attachment_id, one.text])), {
      [ids.design]: '平均分',
      [ids.slides]: '分蛋糕',
      [ids.tasks]: '看视频，写分数',
      [ids.scan]: '',
      [ids.strange]: '',
    });
    assert.equal((await listCaptionTexts(database.db, [lessonId])).length, 1);
    const { items } = await li.json(`/api/lessons/${lessonId}/attachments`, AttachmentList);
    const textless = items.filter((one) => one.textless).map(({ id, state }) => [id, state]);
    assert.deepEqual(
      textless.sort(),
      [
        [ids.scan, 'ready'],
        [ids.strange, 'ready'],
      ].sort(),
    );

    await li.delete(`/api/lessons/${lessonId}/attachments/${ids.design}`);
    await li.delete(`/api/lessons/${lessonId}/captions/zh`);
    const left = await listAttachmentTexts(database.db, [lessonId], 3);
    assert.deepEqual(Object.fromEntries(left.map((one) => [one.attachment_id, [one.filename, one.text]])), {
      [ids.slides]: ['课件.pptx', '分蛋糕'],
      [ids.tasks]: ['任务单.pdf', '看视频'],
    });
    assert.deepEqual(await listCaptionTexts(database.db, [lessonId]), []);
  });
});
