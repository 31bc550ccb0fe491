import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Attachment, Lesson } from '../../server/contract/lessons.ts';
import { SearchAnswer } from '../../server/contract/search.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { createTestClient, readAnswer } from '../../server/test/client.ts';
import { setUpLibrary } from '../../server/test/library-people.ts';
import { createLibrary, type Library } from '../../server/test/library-process.ts';
import { beginUpload, sendRest } from '../../server/test/upload-file.ts';
import { makeSlides } from '../../transcoder/documents/test/make-texts.ts';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { launchChromium } from './launch-chromium.ts';

/**
 * The whole product: words that only a caption or a slide says, from the upload to the moment they lead to. Needs
 * a built client (`dist/`), ffmpeg, bubblewrap and Chromium.
 */
describe('a lesson is found by what is said in it, in Chromium', { timeout: 600_000 }, () => {
  let folder: string;
  let library: Library;
  let browser: Browser;
  let lessonId: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-moments-'));
    const clip = await makeClip(join(folder, '第一课时.mp4'), { seconds: 12, size: '320x180', rate: 10 });
    library = createLibrary();
    await library.start();
    const { teacher, school } = await setUpLibrary(library);
    const file = await readFile(clip);
    lessonId = await sendRest(teacher, await beginUpload(teacher, '第一课时.mp4', file.length), file);
    const address = `/api/lessons/${lessonId}`;
    const form = new FormData();
    form.set('kind', 'slides');
    const slides = makeSlides([{ part: 'slide1.xml', texts: ['化成最简公分母'], notes: ['先复习公倍数'] }]);
    form.set('file', new Blob([new Uint8Array(slides)]), '通分 课件.pptx');
    await readAnswer(await teacher.post(`${address}/attachments`, form), Attachment, 201);
    const captions = { method: 'PUT', headers: { 'content-type': 'text/vtt' } };
    const body =
      'WEBVTT\n\n00:02.000 --> 00:04.000\n上课啦\n\n00:07.500 --> 00:09.000\n异分母分数怎样比较大小\n';
    await readAnswer(await teacher.fetch(`${address}/captions/zh`, { ...captions, body }), Lesson);
    await eventually(async () => (await teacher.json(address, Lesson)).media.state === 'ready', {
      within: 300_000,
      every: 500,
    });
    const place = { stage: 'primary', subject: 'math', grade: 'g5' };
    await readAnswer(await teacher.patch(address, place), Lesson);
    await readAnswer(await teacher.post(`${address}/submit`), Lesson);
    await readAnswer(await school.post(`${address}/publish`), Lesson);
    // The worker reads the slides when it comes to it.
    const visitor = createTestClient(library.url);
    await eventually(
      async () =>
        (await visitor.json(`/api/search?q=${encodeURIComponent('最简公分母')}`, SearchAnswer)).total === 1,
      { within: 120_000, every: 500 },
    );
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await library?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function search(q: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const context = await browser.newContext({
      ...options,
      locale: 'zh-CN',
      viewport: { width: 360, height: 700 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${library.url}/search?q=${encodeURIComponent(q)}`);
    return page;
  }

  test('a caption leads to its moment, and the video plays from there', async () => {
    const page = await search('异分母');
    const link = page.getByRole('link', { name: /字幕 00:07/ });
    assert.equal(await link.locator('mark').textContent(), '异分母');
    await link.click();
    await page.waitForURL(`**/lessons/${lessonId}?t=7`);
    await page.locator('.player-start').click();
    const reached = await page.waitForFunction(() => {
      const video = document.querySelector('video');
      return video && !video.paused && video.currentTime > 7 ? video.played.start(0) : null;
    });
    assert.ok(Number(await reached.jsonValue()) >= 6.5, 'it began at the moment, not at the start');
    await page.context().close();
  });

  test('a slide is named with what it says', async () => {
    const page = await search('最简公分母');
    const link = page.getByRole('link', { name: /课件《通分 课件》\s*化成最简公分母/ });
    assert.equal(await link.getAttribute('href'), `/lessons/${lessonId}#attachments`);
    await page.context().close();
  });

  test('without scripts the same link has the browser begin there', async () => {
    const page = await search('异分母', { javaScriptEnabled: false });
    await page.getByRole('link', { name: /字幕 00:07/ }).click();
    assert.match((await page.locator('video').getAttribute('src')) ?? '', /\.mp4#t=7$/);
    await page.context().close();
  });
});
