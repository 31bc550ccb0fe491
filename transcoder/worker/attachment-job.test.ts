import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import sharp from 'sharp';
import { Attachment, AttachmentList } from '../../server/contract/lessons.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { readAnswer } from '../../server/test/client.ts';
import { describeOnEachServer } from '../../server/test/start-server.ts';
import { makeOffice } from '../documents/test/documents.ts';
import { createLessons } from './test/lessons.ts';
import { startWorker } from './test/start-worker.ts';

/** As a telephone takes it: with the place, lying on its side. */
const photograph = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: 'green' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();

describeOnEachServer('an attachment', (start) => {
  it('is looked into by a worker, and a picture made anew', async (t) => {
    const server = await start();
    const address = `/api/lessons/${await createLessons(server).draft()}/attachments`;
    const li = await server.as('li');
    const add = async (filename: string, content: Buffer | string) => {
      const form = new FormData();
      form.set('kind', 'other');
      form.set('file', new Blob([new Uint8Array(Buffer.from(content))]), filename);
      return (await readAnswer(await li.post(address, form), Attachment, 201)).id;
    };
    const photo = await photograph();
    const program = Buffer.from('<html><script>alert(1)</script></html>');
    const ids = {
      text: await add('任务单.txt', '一、看视频前'),
      document: await add('教案.docx', makeOffice('docx')),
      macros: await add('课件.pptx', makeOffice('pptx', [{ name: 'ppt/vbaProject.bin' }])),
      photo: await add('板书.JPG', Buffer.concat([photo, program])),
      cut: await add('图.png', (await sharp(photo).png().toBuffer()).subarray(0, 200)),
      renamed: await add('板书.jpeg', photo),
      goner: await add('删除.txt', '不要了'),
    };
    await li.delete(`${address}/${ids.goner}`);
    const worker = startWorker(server);
    t.after(() => worker.kill('SIGKILL'));
    const items = await eventually(async () => {
      const { items } = await li.json(address, AttachmentList);
      return items.every(({ state }) => state !== 'checking') && items;
    });
    const found = Object.fromEntries(items.map(({ id, state, reason }) => [id, reason?.code ?? state]));
    assert.deepEqual(found, {
      [ids.text]: 'ready',
      [ids.document]: 'ready',
      [ids.macros]: 'macros',
      [ids.photo]: 'ready',
      [ids.cut]: 'damaged',
      [ids.renamed]: 'ready',
    });
    const shown = items.find(({ id }) => id === ids.photo);
    const bytes = Buffer.from(await (await li.get(shown?.url ?? '')).arrayBuffer());
    const { format, width, height, exif, orientation } = await sharp(bytes).metadata();
    assert.deepEqual([format, width, height, exif, orientation], ['jpeg', 300, 400, undefined, undefined]);
    assert.ok(!bytes.includes('script'), 'nothing but the picture goes on');
    assert.equal(shown?.bytes, bytes.length);
    const row = await server.context.database.db
      .selectFrom('attachments')
      .selectAll()
      .where('id', '=', ids.photo)
      .executeTakeFirstOrThrow();
    assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'));
    const jobs = await eventually(async () => {
      const rows = await server.context.database.db.selectFrom('jobs').selectAll().execute();
      // That of the deleted one is the last to find out.
      return rows.every(({ kind, state }) => kind !== 'attachment' || state === 'done') && rows;
    });
    const texts = jobs.filter(({ kind }) => kind === 'text').map(({ subject_id }) => subject_id);
    assert.deepEqual(texts.sort(), [ids.text, ids.document].sort(), 'what has a text and was passed is read');
  });
});
