import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { nodeId } from '../../server/curriculum/node-path.ts';
import { updateLesson } from '../../server/db/lessons.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { describeDesk } from './desk-browser.ts';

/** Needs a built client (`dist/`) and Chromium. */

/** Further than any of these links stands from the one before. */
const mostTabs = 120;

describe('the way to a book in Chromium', { timeout: 180_000 }, () => {
  const { server, browser } = describeDesk();

  before(async () => {
    const { id } = await publishSample(server(), 'li', 'school1', '万以内的加法');
    await updateLesson(server().context.database.db, id, {
      node_id: nodeId('primary/math/pep/g3/v1/u-万以内的加法和减法一'),
    });
  });

  /** Goes to a link with the Tab key alone and follows it. */
  async function follow(page: Page, href: RegExp, name: RegExp): Promise<void> {
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      if ((await focused.count()) === 0) continue;
      const [to, says] = [await focused.getAttribute('href'), await focused.textContent()];
      if (to === null || !href.test(to) || !name.test(says ?? '')) continue;
      await Promise.all([page.waitForURL((url) => url.href.includes(to)), page.keyboard.press('Enter')]);
      return;
    }
    assert.fail(`no link ${name} to ${href} on ${page.url()}`);
  }

  test('goes from subject to grade, book and lesson by keyboard, without a script', async () => {
    const context = await browser().newContext({
      ...{ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'zh-CN' },
    });
    const page = await context.newPage();
    await page.goto(`${server().url}/books`);
    await follow(page, /stage=primary&subject=math$/u, /数学/u);
    await follow(page, /grade=g3$/u, /三年级/u);
    assert.equal(await page.locator('[aria-current="true"]').textContent(), '三年级');
    await follow(page, /^\/books\//u, /三年级上册/u);
    const units = await page.locator('h2').allTextContents();
    assert.ok(units.includes('第二单元 万以内的加法和减法（一）'), units.join('|'));
    assert.ok((await page.getByText('还没有课').count()) > 5);
    await follow(page, /^\/lessons\//u, /万以内的加法/u);
    await page.goBack();
    await follow(page, /stage=primary&subject=math$/u, /数学/u);
    await context.close();
  });

  test('is as wide as the screen at 360 pixels', async () => {
    const context = await browser().newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
    const page = await context.newPage();
    for (const path of [
      '/books',
      '/books?stage=primary&subject=english',
      '/books?stage=junior-54&subject=history',
      '/books?stage=senior&subject=general-technology',
      `/books/${nodeId('senior/biology/pep/required-1')}`,
    ]) {
      await page.goto(server().url + path);
      for (const summary of await page.locator('details > summary').all()) await summary.click();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${path} is ${width} wide`);
    }
    await context.close();
  });
});
