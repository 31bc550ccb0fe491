import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { nodeId } from '../../server/curriculum/node-path.ts';
import { appendToFeed } from '../../server/db/feed.ts';
import { updateLesson } from '../../server/db/lessons.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { describeDesk } from './desk-browser.ts';

/** Needs a built client (`dist/`) and Chromium. */

describe('the search box in Chromium', { timeout: 180_000 }, () => {
  const { server, browser } = describeDesk();
  const book = nodeId('primary/math/pep/g3/v1');
  let lesson: string;

  before(async () => {
    const { context } = server();
    for (const title of ['三年级分数', '分数的意义', '小数的意义']) {
      const { id } = await publishSample(server(), 'li', 'school1', title);
      if (title === '分数的意义') lesson = id;
      await context.database.transaction(async (trx) => {
        await updateLesson(trx, id, { node_id: book });
        await appendToFeed(trx, [id], context.clock.now());
      });
    }
    await context.search.catchUp();
  });

  /** A fresh visitor; afterwards nothing may have violated the policy or failed unseen. */
  async function visit(
    path: string,
    act: (page: Page, asked: string[]) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
    prepare: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<void> {
    const context = await browser().newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'zh-CN',
      ...options,
    });
    const page = await context.newPage();
    const wrong: string[] = [];
    const asked: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|hydrat/i.test(message.text())) wrong.push(message.text());
    });
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/suggest') asked.push(searchParams.get('q') ?? '');
    });
    try {
      await prepare(page);
      await page.goto(server().url + path, { waitUntil: 'commit' });
      await act(page, asked);
      assert.deepEqual(wrong, []);
    } finally {
      await context.close();
    }
  }

  const box = (page: Page) => page.getByRole('combobox');
  const options = (page: Page) => page.getByRole('option');
  const marked = (page: Page) => page.locator('[role=option][aria-selected=true] .suggestion-text');
  const closed = (page: Page) => page.locator('[role=combobox][aria-expanded=false]').waitFor();
  const type = (page: Page, text: string) => box(page).pressSequentially(text);

  test('suggests books, lessons and teachers, each leading to its place', async () => {
    const hrefs = (page: Page) =>
      options(page).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    await visit('/', async (page) => {
      await type(page, '分数的意');
      await options(page).first().waitFor();
      assert.deepEqual(await hrefs(page), [`/lessons/${lesson}`]);
      await box(page).fill('人教版');
      await page.getByRole('group', { name: '教材' }).waitFor();
      assert.deepEqual(await hrefs(page), [`/books/${book}`]);
      await box(page).fill('李静');
      await page.getByRole('group', { name: '老师' }).getByRole('option').click();
      await page.waitForURL(/\/search\?teacher=/);
    });
  });

  test('keys: arrows, Home and End, Enter, Escape, Tab, «/»', async () => {
    await visit('/search', async (page) => {
      await box(page).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('数的意义');
      await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 2);
      const [first, last] = await options(page).locator('.suggestion-text').allTextContents();
      const press = async (key: string, expected: string | undefined) => {
        await page.keyboard.press(key);
        if (expected === undefined) await marked(page).waitFor({ state: 'detached' });
        else await marked(page).filter({ hasText: expected }).waitFor();
      };
      await press('ArrowDown', first);
      await press('End', last);
      await press('ArrowDown', undefined);
      await press('ArrowUp', last);
      await press('Home', first);
      const pointed = await box(page).getAttribute('aria-activedescendant');
      assert.equal(await marked(page).locator('..').getAttribute('id'), pointed);
      await page.keyboard.press('Escape');
      await closed(page);
      assert.equal(await box(page).inputValue(), '数的意义');
      await page.keyboard.press('ArrowDown');
      await options(page).first().waitFor();
      await page.keyboard.press('Tab');
      await closed(page);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BUTTON');
      await page.keyboard.press('/');
      await page.keyboard.press('Escape');
      assert.equal(await box(page).inputValue(), '');
      await page.keyboard.type('分数的');
      await page.getByRole('option', { name: '分数的意义' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${server().url}/lessons/${lesson}`);
    });
  });

  test('asks nothing while characters are composed, and what they became then', async () => {
    await visit('/', async (page, asked) => {
      await box(page).focus();
      const session = await page.context().newCDPSession(page);
      for (const text of ['f', 'fen', "fen'shu"]) {
        await session.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      }
      await page.keyboard.press('ArrowDown');
      await session.send('Input.insertText', { text: '分数' });
      await options(page).first().waitFor();
      assert.deepEqual(asked, ['分数']);
    });
  });

  test('a late answer to an earlier text is dropped, and nothing on the page moves', async () => {
    let release = () => {};
    const late = new Promise<void>((resolve) => {
      release = resolve;
    });
    await visit(
      '/',
      async (page, asked) => {
        const below = page.locator('.home-search + .section');
        await box(page).waitFor();
        const before = await below.boundingBox();
        await box(page).fill('小数');
        await page.waitForRequest(/suggest/);
        await box(page).fill('分数的');
        await page.getByRole('option', { name: '分数的意义' }).waitFor();
        release();
        assert.deepEqual(asked, ['小数', '分数的']);
        assert.deepEqual(await below.boundingBox(), before);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
        assert.equal(await page.getByRole('option', { name: '小数' }).count(), 0);
      },
      {},
      (page) =>
        page.route(/suggest\?q=%E5%B0%8F/, async (route) => {
          await late;
          await route.continue().catch(() => {});
        }),
    );
  });

  test('keeps what was typed before its script came', async () => {
    let release = () => {};
    const script = new Promise<void>((resolve) => {
      release = resolve;
    });
    await visit(
      '/',
      async (page) => {
        await page.getByRole('searchbox').fill('分数的');
        release();
        await box(page).waitFor();
        assert.equal(await box(page).inputValue(), '分数的');
        await box(page).press('ArrowDown');
        await page.getByRole('option', { name: '分数的意义' }).waitFor();
      },
      {},
      (page) =>
        page.route(/assets\/islands-/, async (route) => {
          await script;
          await route.continue();
        }),
    );
  });

  test('fits under fingers on a phone, inside the screen', async () => {
    await visit(
      '/',
      async (page) => {
        await type(page, '意义');
        await options(page).first().waitFor();
        const list = await page.getByRole('listbox').boundingBox();
        assert.ok(list && list.x >= 0 && list.x + list.width <= 360, JSON.stringify(list));
        for (const option of await options(page).all())
          assert.ok(((await option.boundingBox())?.height ?? 0) >= 44);
        await options(page).first().tap();
        await page.waitForURL(/\/lessons\//);
      },
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    );
  });

  test('the search page is gone through by keyboard alone, and shows where the focus is', async () => {
    await visit('/search?q=意义&grade=g3&kind=micro', async (page) => {
      await box(page).waitFor();
      /** Goes on with Tab until something of the kind has the focus; whatever has it on the way shows it. */
      const tabTo = async (selector: string) => {
        for (let pressed = 0; pressed < 80; pressed += 1) {
          await page.keyboard.press('Tab');
          const focus = await page.evaluate((wanted) => {
            const at = document.activeElement;
            const ring = at?.closest('.search-box-line') ?? at;
            // Between the last and the first of a page it is the browser's.
            const shown =
              at === document.body || (ring !== null && getComputedStyle(ring).outlineStyle !== 'none');
            return { there: at?.matches(wanted) ?? false, shown, name: at?.outerHTML.slice(0, 80) };
          }, selector);
          assert.ok(focus.shown, `no focus is seen on ${focus.name}`);
          if (focus.there) return;
        }
        throw new Error(`Tab never comes to ${selector}`);
      };
      await tabTo('.search-chips .chip');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\?q=%E6%84%8F%E4%B9%89&kind=micro$/);
      await tabTo('.facet-choice[aria-current]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\?q=%E6%84%8F%E4%B9%89#choice-kind-micro$/);
      await tabTo('.lesson-card-title a');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/lessons\//);
    });
  });

  test('the keyboard goes on at the filter that was chosen', async () => {
    await visit('/search?q=意义&kind=micro#choice-kind-micro', async (page) => {
      // Where the browser has gone to what the address names, Tab goes on from there.
      await page.locator('#choice-kind-micro:target').waitFor();
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.parentElement?.id);
      assert.equal(focused, 'choice-kind-micro');
    });
  });

  test('is a plain form without scripts, and stands in the header of other pages', async () => {
    await visit(
      `/books/${book}`,
      async (page) => {
        await page.getByRole('search').getByRole('searchbox').fill('分数');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/search\?q=/);
        assert.equal(await page.getByRole('listbox', { includeHidden: true }).isVisible(), false);
        assert.equal(await page.locator('.lesson-card').count(), 2);
      },
      { javaScriptEnabled: false },
    );
  });
});
