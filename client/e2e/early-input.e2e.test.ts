import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { awake, describeDesk } from './desk-browser.ts';

/** A page that is filled in before its scripts have come, as on a slow line. Needs a built client. */

describe('in Chromium', () => {
  const { server, open } = describeDesk();

  test('what is typed and chosen before the scripts are there is kept, and saved', async () => {
    const { id } = await publishSample(server(), 'li', 'school1', '分数');
    const page = await open('li', '/teach');
    const { promise: come, resolve: letCome } = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await come;
      await route.continue();
    });
    await page.goto(`${server().url}/teach/lessons/${id}`, { waitUntil: 'commit' });
    await page.getByLabel('内容简介').fill('几分之一。');
    const [year] = await page.locator('#year').selectOption({ index: 1 });
    assert.equal(await page.locator('[data-awake]').count(), 0, 'it was early');

    letCome();
    await awake(page);
    assert.equal(await page.getByLabel('内容简介').inputValue(), '几分之一。');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText(/^已保存/).waitFor();
    const kept = await (await server().as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.deepEqual([kept.summary, String(kept.year)], ['几分之一。', year]);
  });
});
