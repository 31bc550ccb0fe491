import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listCaptions, writeCaption } from '../../server/db/attachments.ts';
import { updateLesson } from '../../server/db/lessons.ts';
import { storeCaptions } from '../../server/lessons/write-captions.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { describeDesk } from './desk-browser.ts';

/** The page of one lesson in its teacher's hands. Needs a built client. */

describe('a lesson’s page in Chromium', () => {
  const { server, open } = describeDesk();

  test('shows a player as a player when its video becomes ready before it', async () => {
    const { db } = server().context.database;
    const { id, mediaVersionId } = await publishSample(server(), 'li', 'school1', '分数');
    await updateLesson(db, id, { state: 'draft', media_state: 'processing', media_version_id: null });
    const page = await open('li', `/teach/lessons/${id}`);
    await page.getByText('正在处理').waitFor();
    assert.equal(await page.locator('.player').count(), 0);

    await updateLesson(db, id, { media_state: 'ready', media_version_id: mediaVersionId });
    const video = page.locator('.player > video');
    await video.waitFor();
    const laidOut = await video.evaluate((element) => getComputedStyle(element).position);
    assert.equal(laidOut, 'absolute', 'the styles of the player are there');
  });

  test('has captions language by language, those of a program among them', async () => {
    const { database, mediaStore, clock } = server().context;
    const { id } = await publishSample(server(), 'li', 'school1', '分数');
    const vtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n同学们好\n';
    const storeKey = await storeCaptions(mediaStore, vtt);
    const made = { store_key: storeKey, updated_at: clock.now().toISOString(), automatic: 1 };
    await writeCaption(database.db, { lesson_id: id, language: 'bo', ...made });
    const page = await open('li', `/teach/lessons/${id}`);
    const panel = page.getByRole('region', { name: '字幕' });
    const track = (name: string) => panel.getByRole('listitem').filter({ hasText: name });
    await track('藏语').getByText('自动生成').waitFor();
    const srt = await track('藏语').getByRole('link', { name: '下载 SRT' }).getAttribute('href');
    const download = await (await server().as('li')).fetch(srt ?? '');
    assert.match(await download.text(), /00:00:01,000 --> /);

    const file = { name: '字幕.vtt', mimeType: 'text/vtt', buffer: Buffer.from(vtt) };
    await panel.getByLabel('字幕的语言').selectOption('维吾尔语');
    await panel.getByLabel('上传维吾尔语字幕').setInputFiles(file);
    await panel.getByText('维吾尔语字幕已经上传').waitFor();
    assert.equal(await panel.getByRole('listitem').count(), 2);

    await track('藏语').getByLabel('更换：藏语字幕').setInputFiles(file);
    await panel.getByText('藏语字幕已经上传').waitFor();
    assert.equal(await panel.getByText('自动生成').count(), 0, 'they are the teacher’s now');

    await track('维吾尔语').getByRole('button', { name: '删除：维吾尔语字幕' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await track('维吾尔语').waitFor({ state: 'detached' });
    const left = await listCaptions(database.db, [id]);
    assert.deepEqual(
      left.map(({ language, automatic }) => [language, automatic]),
      [['bo', 0]],
    );
  });
});
