import { after, before } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startSqliteFolder } from '../../server/db/test/each-database.ts';
import type { PersonName } from '../../server/test/sample-world.ts';
import { startServer, type TestServer } from '../../server/test/start-server.ts';
import { launchChromium } from './launch-chromium.ts';
import { loadRenderer } from './serve-build.ts';

/** A server whose pages are the built ones, and Chromium before it. */
export interface DeskBrowser {
  server(): TestServer;
  /** For pages of another size or kind than `open` gives. */
  browser(): Browser;
  /** A page of somebody's own browser, signed in; without a script if asked for. */
  open(who: PersonName | 'visitor', path: string, options?: { script?: boolean }): Promise<Page>;
  /** Another page of the same browser. */
  openBeside(page: Page, path: string): Promise<Page>;
}

/** For the tests of one `describe`: the server of `server/test/`, with SQLite, as people see it. */
export function describeDesk(): DeskBrowser {
  const databases = startSqliteFolder();
  let server: TestServer & { close(): Promise<void> };
  let browser: Browser;

  before(async () => {
    const renderer = await loadRenderer();
    server = await startServer(await databases.newDatabase(), { replace: () => ({ renderer }) });
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await databases.stop();
  });

  async function openIn(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(server.url + path);
    if (scripted.has(context)) await awake(page);
    return page;
  }

  const scripted = new WeakSet<BrowserContext>();

  return {
    server: () => server,
    browser: () => browser,
    async open(who, path, { script = true } = {}) {
      const viewport = { width: 1280, height: 900 };
      const context = await browser.newContext({ viewport, locale: 'zh-CN', javaScriptEnabled: script });
      if (script) scripted.add(context);
      if (who !== 'visitor') {
        const [name = '', value = ''] = (await server.as(who)).cookies().split('=');
        await context.addCookies([{ name, value, url: server.url }]);
      }
      return openIn(context, path);
    },
    openBeside: (page, path) => openIn(page.context(), path),
  };
}

/** Until the browser has taken over every island of the page. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[data-island]:not([data-awake])') === null);
}
