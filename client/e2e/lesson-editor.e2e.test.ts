import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { updateLesson } from '../../server/db/lessons.ts';
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
});
