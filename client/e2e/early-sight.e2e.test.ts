import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { replaceEarlySight } from '../../server/db/early-sights.ts';
import { findLesson, updateLesson } from '../../server/db/lessons.ts';
import { newId } from '../../server/db/new-id.ts';
import { giveNewVersion, publishSample } from '../../server/reviews/test/publish-sample.ts';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { createLessons } from '../../transcoder/worker/test/lessons.ts';
import { startWorker } from '../../transcoder/worker/test/start-worker.ts';
import { describeDesk } from './desk-browser.ts';

/** A teacher watches a lesson while its video is being made, in Chromium. Needs a built client. */
describe('a video that is being made', () => {
  const { server, open } = describeDesk();
  const encoded = '正在转码，从头处理好的部分现在就能看。较长的课先看开头几分钟，其余的全部处理好后再看。';

  const time = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
  const plays = (page: Page, beyond: number) =>
    page.waitForFunction((from) => {
      const video = document.querySelector('video');
      return video !== null && !video.paused && video.currentTime > from;
    }, beyond);

  for (const [where, path] of [
    ['the page of the lesson', (id: string) => `/lessons/${id}`],
    ['its editor', (id: string) => `/teach/lessons/${id}`],
  ] as const)
    test(`is watched on ${where} as far as it is, and goes on as the whole at the same place`, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'qianke-early-'));
      t.after(() => rm(folder, { recursive: true, force: true }));
      const clip = await makeClip(join(folder, 'lesson.mp4'), { seconds: 60, size: '960x540' });
      const { draft, give, mediaIs } = createLessons(server());
      const id = await draft();
      await give(id, clip);
      const page = await open('li', path(id));
      page.setDefaultTimeout(60_000);
      await page.evaluate(() => document.body.setAttribute('data-first', ''));
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      const worker = startWorker(server());
      t.after(() => worker.kill('SIGKILL'));

      await page.getByText(encoded).waitFor();
      await page.getByRole('progressbar').first().waitFor();
      await page.getByRole('button', { name: '播放' }).first().click();
      await plays(page, 2);
      assert.ok(fetched.some((one) => /^\/play\/\w+\/early\..*m4s$/.test(one)));
      const before = await time(page);

      await mediaIs(id, 'ready');
      await page.getByText(encoded).waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.querySelector('video')?.readyState === 4);
      await plays(page, before);
      assert.ok(fetched.some((one) => /^\/play\/\w+\/full\..*m4s$/.test(one)));
      const whole = await page.evaluate(() => document.querySelector('video')?.duration ?? 0);
      assert.ok(Math.abs(whole - 60) < 1, `${whole} s`);
      assert.equal(await page.locator('body[data-first]').count(), 1, 'the page was not loaded anew');
      assert.deepEqual(
        fetched.filter((one) => /^\/play\/\w+\/full\..*00000\.m4s$/.test(one)),
        [],
        'what was watched is not fetched again',
      );
    });

  test('in the place of another is not said to last as long, and that one plays until it is ready', async () => {
    const { database, clock } = server().context;
    const { id } = await publishSample(server(), 'li', 'school1', '分数');
    const original_id = (await findLesson(database.db, id))?.original_id ?? '';
    await updateLesson(database.db, id, { media_state: 'processing' });
    const [editor, lesson] = [await open('li', `/teach/lessons/${id}`), await open('li', `/lessons/${id}`)];
    const lasts = (page: Page, time: RegExp) =>
      page.locator('.player-time').filter({ hasText: time }).waitFor({ state: 'attached' });
    await lasts(editor, /^0:00 \/ 8:00$/);

    await replaceEarlySight(database.db, {
      ...{ id: newId(), lesson_id: id, original_id, lesson_seconds: 60 },
      ...{ opening_segments: 1, segments: 1, segment_lengths: '[1]' },
      created_at: clock.now().toISOString(),
    });
    await editor.getByText('上面是新视频里已经处理好的部分').waitFor();
    await lasts(editor, /^0:00$/);
    const comes = lesson.getByText('上面还是现在的视频，新视频全部处理好后换上。');
    await comes.waitFor();
    await lasts(lesson, /^0:00 \/ 8:00$/);

    await giveNewVersion(server(), id, original_id);
    await updateLesson(database.db, id, { media_state: 'ready' });
    await comes.waitFor({ state: 'detached' });
    await lasts(editor, /^0:00 \/ 8:00$/);
  });
});
