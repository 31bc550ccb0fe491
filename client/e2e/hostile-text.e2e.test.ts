import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PageModel } from '../../server/contract/pages.ts';
import type { Renderer } from '../../server/pages/renderer.ts';
import { describeLesson } from '../../server/pages/structured-data.ts';
import { sampleModels } from '../pages/test/sample-models.ts';
import { hostileTexts, poison } from './hostile-text.ts';
import { launchChromium } from './launch-chromium.ts';
import {
  bookModel,
  booksModel,
  homeModel,
  lessonModel,
  notFoundModel,
  sampleShell,
  searchModel,
  shelfModel,
  signInModel,
} from './sample-models.ts';
import { contentPolicy, loadRenderer, type ServedBuild, serveBuild } from './serve-build.ts';

/** Every page there is, in Chromium: as it should be, and full of hostile texts. Needs a built client. */

const models: readonly { name: string; model: PageModel }[] = [
  { name: 'home', model: homeModel },
  { name: 'search', model: searchModel },
  { name: 'lesson', model: lessonModel },
  { name: 'embed', model: { page: 'embed', shell: sampleShell, lesson: lessonModel.lesson } },
  { name: 'books', model: booksModel },
  { name: 'books-of-a-subject', model: shelfModel },
  { name: 'book', model: bookModel },
  { name: 'sign-in', model: signInModel },
  { name: 'code', model: { ...signInModel, name: '李敏', ticket: 'ticket' } },
  { name: 'privacy', model: { page: 'privacy', shell: sampleShell } },
  { name: 'problem', model: notFoundModel },
  ...sampleModels,
];

/** What a page did that it must not do. */
interface Watched {
  page: Page;
  hits: number[];
  complaints: string[];
}

describe('every page in Chromium', () => {
  let folder: string;
  let browser: Browser;
  let renderer: Renderer;
  const texts = hostileTexts();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-hostile-'));
    renderer = await loadRenderer();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function watch(): Promise<Watched> {
    const page = await browser.newPage();
    const hits: number[] = [];
    const complaints: string[] = [];
    await page.exposeFunction('hit', (number: number) => void hits.push(number));
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|hydrat/i.test(message.text())) complaints.push(message.text());
    });
    return { page, hits, complaints };
  }

  /** Opens a page and waits until the browser has taken its islands over. */
  async function open({ page }: Watched, served: ServedBuild, path: string): Promise<void> {
    await page.goto(served.url + path, { waitUntil: 'load' });
    await page.waitForFunction(() => document.querySelector('[data-island]:not([data-awake])') === null);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  const canaries = ({ asked }: ServedBuild) => asked.filter((path) => path.startsWith('/canary'));

  test('keeps to its content policy', async () => {
    const pages = new Map(models.map(({ name, model }) => [`/${name}`, renderer.render(model, 'zh')]));
    await using served = await serveBuild(pages, folder, contentPolicy);
    const watched = await watch();
    for (const path of pages.keys()) {
      await open(watched, served, path);
      assert.deepEqual(watched.complaints, [], path);
    }
    await watched.page.close();
  });

  test('would be hit by many of the hostile texts if it took them for markup', async () => {
    const pages = new Map([
      [
        '/',
        `<!doctype html><title>a</title>${texts
          .slice(0, 90)
          .map((text) => `<div>${text}</div>`)
          .join('')}`,
      ],
    ]);
    await using served = await serveBuild(pages, folder, null);
    const { page, hits } = await watch();
    // One of the texts leads away from the page.
    await page.goto(served.url, { waitUntil: 'commit' });
    const found = () => new Set(hits).size + new Set(canaries(served)).size;
    for (const deadline = Date.now() + 20_000; found() < 10 && Date.now() < deadline; ) {
      await page.waitForTimeout(100);
    }
    assert.ok(found() >= 10, `only ${found()} of them did anything`);
    await page.close();
  });

  test(`shows ${texts.length} hostile texts as the texts they are, without the help of the policy`, async () => {
    let placed = 0;
    const next = () => texts[placed++ % texts.length] ?? '';
    const pages = new Map<string, string>();
    for (let pass = 0; pass === 0 || placed < texts.length; pass++) {
      for (const { name, model } of models) {
        const hostile = poison(model, next);
        if (hostile.page === 'lesson') {
          hostile.structuredData = JSON.stringify(describeLesson(hostile.lesson, 'https://qianke.example'));
        }
        pages.set(`/${name}/${pass}`, renderer.render(hostile, pass % 2 === 0 ? 'zh' : 'en'));
      }
    }
    await using served = await serveBuild(pages, folder, null);
    const watched = await watch();
    for (const path of pages.keys()) {
      await open(watched, served, path);
      const strange = await watched.page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter(
            (element) =>
              element.hasAttribute('x-canary') ||
              [...element.attributes].some(
                ({ name, value }) =>
                  /^on/i.test(name) ||
                  (/^\s*javascript:/i.test(value) && /^(href|src|action|formaction)$/.test(name)),
              ),
          )
          .map((element) => element.outerHTML.slice(0, 200)),
      );
      assert.deepEqual(strange, [], path);
      assert.deepEqual([watched.hits, canaries(served), watched.complaints], [[], [], []], path);
    }
    await watched.page.close();
  });
});
