import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Playback } from '../../server/contract/lessons.ts';
import type { PageModel } from '../../server/contract/pages.ts';
import { launchChromium } from './launch-chromium.ts';
import { clipSeconds, makeMedia } from './make-media.ts';
import { closedShell, lessonModel } from './sample-models.ts';
import { loadRenderer, type ServedBuild, serveBuild } from './serve-build.ts';

/** Needs a built client (`dist/`), ffmpeg and Chromium. */

const playback: Playback = {
  hls: '/play/master.m3u8',
  mp4: '/play/plain.mp4',
  audio: '/play/plain.m4a',
  audioHls: '/play/audio/index.m3u8',
  poster: '/play/poster.webp',
  storyboard: '/play/storyboard.vtt',
  captions: [{ language: 'zh', label: '中文', url: '/play/zh.vtt' }],
};

function lessonWith(part: Partial<Playback>, shell = lessonModel.shell) {
  return {
    ...lessonModel,
    shell,
    lesson: { ...lessonModel.lesson, durationSeconds: clipSeconds, playback: { ...playback, ...part } },
  } satisfies PageModel;
}

const whole = lessonWith({});

const making = {
  ...lessonModel,
  lesson: {
    ...lessonModel.lesson,
    media: { state: 'processing', progress: 0.5, secondsLeft: 60 },
    may: ['download-original'],
    durationSeconds: null,
    playback: { captions: [], early: '/play/e1/early.29.sig/index.m3u8' },
  },
} satisfies PageModel;

const models: Record<string, PageModel> = {
  '/making': making,
  '/lesson': whole,
  '/limited': lessonWith(
    { limit: { seconds: 3, reason: 'outside-open-period', until: '2026-07-11' } },
    closedShell,
  ),
  '/broken': lessonWith({ hls: '/play/nothing.m3u8' }),
  '/gone': lessonWith({ hls: undefined, mp4: '/play/nothing.mp4' }),
};

describe('the player in Chromium', { timeout: 180_000 }, () => {
  let folder: string;
  let served: ServedBuild;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'player-'));
    await makeMedia(folder);
    const renderer = await loadRenderer();
    const pages = Object.entries(models).map(
      ([path, model]) => [path, renderer.render(model, 'zh')] as const,
    );
    served = await serveBuild(new Map(pages), folder);
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await served?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** A fresh visitor on a page; afterwards nothing may have violated the policy or failed unseen. */
  async function visit(
    path: string,
    act: (page: Page) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|hydrat/i.test(message.text())) wrong.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url) && !request.url().startsWith('blob:')) {
        wrong.push(`asked another host: ${request.url()}`);
      }
    });
    try {
      await page.goto(served.url + path);
      await act(page);
      assert.deepEqual(wrong, []);
    } finally {
      await context.close();
    }
  }

  const play = (page: Page) => page.locator('.player-start').click();
  const readVideo = <Key extends 'currentTime' | 'playbackRate' | 'paused' | 'muted' | 'volume'>(
    page: Page,
    key: Key,
  ) => page.locator('video').evaluate((video: HTMLVideoElement, name) => video[name], key);
  const reaches = (page: Page, seconds: number) =>
    page.waitForFunction((least) => (document.querySelector('video')?.currentTime ?? 0) >= least, seconds);

  const hasKeyboard = (page: Page) =>
    page.evaluate(() => document.activeElement?.classList.contains('player') ?? false);
  /** The first six seconds of a video that is being made, and more to come. */
  const serveBeginning = (page: Page) =>
    page.route('**/play/e1/early.29.sig/*', async (route) => {
      const url = route.request().url().replace('/e1/early.29.sig/', '/low/');
      const response = await route.fetch({ url });
      if (!url.endsWith('.m3u8')) return route.fulfill({ response });
      const begun = (await response.text()).replace('VOD', 'EVENT').split(/#EXTINF[^\n]*\n003/)[0];
      return route.fulfill({ response, body: begun });
    });

  test('fetches nothing of the video and no engine before play is pressed', async () => {
    await visit('/lesson', async (page) => {
      const before = served.asked.length;
      await page.reload();
      await page.locator('.player-start').waitFor();
      const asked = served.asked.slice(before);
      assert.deepEqual(
        asked.filter((path) => path.startsWith('/play/')),
        ['/play/poster.webp'],
      );
      assert.equal(asked.filter((path) => path.includes('hls-engine')).length, 0);
    });
  });

  test('plays over HLS from the smallest size, and seeks', async () => {
    await visit('/lesson', async (page) => {
      const before = served.asked.length;
      await play(page);
      await reaches(page, 1);
      const asked = served.asked.slice(before).filter((path) => /\.(m4s|mp4)$/.test(path));
      assert.match(asked[0] ?? '', /\/low\//);
      assert.ok(!asked.includes('/play/plain.mp4'));
      await page.locator('.seek-range').fill('15');
      await reaches(page, 15.5);
      assert.match(
        (await page.locator('.seek-range').getAttribute('aria-valuetext')) ?? '',
        /^1\d 秒，共 24 秒$/,
      );
    });
  });

  test('changes speed and quality in the menu, which Escape closes', async () => {
    await visit('/lesson', async (page) => {
      await play(page);
      await reaches(page, 0.5);
      await page.getByRole('button', { name: '设置' }).click();
      await page.getByRole('radio', { name: '1.5×' }).check({ force: true });
      await page.waitForFunction(() => document.querySelector('video')?.playbackRate === 1.5);
      for (const height of [360, 180]) {
        // A slow machine may have come to the end of the short clip, where nothing is loaded any more.
        await page.evaluate(() => {
          const video = document.querySelector('video');
          if (video) video.currentTime = 0;
          return video?.play();
        });
        await page.getByRole('radio', { name: `${height}p` }).check({ force: true });
        await page.waitForFunction(
          (chosen) => document.querySelector('video')?.videoHeight === chosen,
          height,
        );
      }
      await page.keyboard.press('Escape');
      await page.locator('.player-menu').waitFor({ state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), '设置');
    });
  });

  test('plays the sound alone from where it was, and the picture again', async () => {
    await visit('/lesson', async (page) => {
      await play(page);
      await reaches(page, 0.5);
      await page.locator('.seek-range').fill('8');
      await reaches(page, 8.2);
      await page.getByRole('button', { name: '设置' }).click();
      const pictureHeight = (height: number) =>
        page.waitForFunction((wanted) => {
          const video = document.querySelector('video');
          return video && video.readyState >= 2 && (wanted === 0) === (video.videoHeight === 0);
        }, height);
      const before = served.asked.length;
      await page.getByRole('radio', { name: '只听声音' }).check({ force: true });
      await pictureHeight(0);
      await reaches(page, 8.5);
      await page.locator('.player-sound-only').waitFor();
      const asked = served.asked.slice(before);
      assert.ok(asked.some((path) => path.startsWith('/play/audio/')));
      // Its beginning is not fetched: somebody listens from the middle.
      assert.ok(!asked.includes('/play/audio/000.m4s'), asked.join(' '));
      await page.getByRole('radio', { name: '自动' }).check({ force: true });
      await pictureHeight(1);
      await reaches(page, 8.8);
      assert.equal(await page.locator('.player-sound-only').count(), 0);
      assert.equal(await readVideo(page, 'paused'), false);
    });
  });

  test('answers to keys while it has the focus, and to none elsewhere', async () => {
    await visit('/lesson', async (page) => {
      await page.locator('.site-nav a').first().focus();
      await page.keyboard.press('k');
      assert.equal(await readVideo(page, 'paused'), true);

      await page.locator('.player-start').focus();
      await page.keyboard.press('Enter');
      await reaches(page, 0.5);
      await page.locator('.seek-range').focus();
      await page.keyboard.press('5');
      await reaches(page, clipSeconds / 2);
      await page.keyboard.press('j');
      await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 99) < 6);
      await page.keyboard.press('>');
      await page.waitForFunction(() => document.querySelector('video')?.playbackRate === 1.25);
      await page.keyboard.press('m');
      assert.equal(await readVideo(page, 'muted'), true);
      await page.keyboard.press('k');
      await page.waitForFunction(() => document.querySelector('video')?.paused);
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement?.classList.contains('player'));
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement === null);
    });
  });

  test('every control can be reached by Tab, and stays to be seen while it has the focus', async () => {
    await visit('/lesson', async (page) => {
      await play(page);
      await reaches(page, 0.5);
      await page.locator('.seek-range').focus();
      await page.keyboard.press('ArrowRight');
      const names: (string | null)[] = [];
      for (let n = 0; n < 8; n += 1) {
        await page.keyboard.press('Tab');
        names.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null));
      }
      assert.deepEqual(names, ['暂停', '后退 10 秒', '前进 10 秒', '静音', '音量', '字幕', '设置', '全屏']);
      await reaches(page, 9.5);
      assert.equal(await page.locator('.player-quiet').count(), 0);
    });
  });

  test('shows captions and a preview of where the pointer is', async () => {
    await visit('/lesson', async (page) => {
      await play(page);
      await reaches(page, 0.5);
      await page.getByRole('button', { name: '字幕' }).click();
      await page.waitForFunction(() => document.querySelector('video')?.textTracks[0]?.mode === 'showing');
      await page.waitForFunction(
        () => document.querySelector('video')?.textTracks[0]?.activeCues?.length === 1,
      );
      const bar = await page.locator('.seek-bar').boundingBox();
      assert.ok(bar);
      await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2);
      await page.locator('.seek-preview image').waitFor();
      // The seventh of the tiles stands third in the second row of four.
      assert.equal(await page.locator('.seek-preview svg svg').getAttribute('viewBox'), '320 90 160 90');
    });
  });

  test('goes on where it was left, and can begin anew', async () => {
    await visit('/lesson', async (page) => {
      await page.evaluate(() => {
        localStorage.setItem('qianke.positions', JSON.stringify([['fractions', 12]]));
      });
      await page.reload();
      await play(page);
      await reaches(page, 12.2);
      await page.getByRole('button', { name: '从头播放' }).click();
      await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 99) < 5);
      assert.ok(await hasKeyboard(page));
    });
  });

  test('begins at the start of what there is of a video, and offers where it was left once all is there', async () => {
    await visit('/making', async (page) => {
      const positions = () => page.evaluate(() => localStorage.getItem('qianke.positions'));
      const left = JSON.stringify([['fractions', 15]]);
      let isWhole = false;
      await serveBeginning(page);
      await page.route(`**/api/lessons/${lessonModel.lesson.id}`, (route) =>
        route.fulfill({ json: isWhole ? whole.lesson : making.lesson }),
      );
      await page.evaluate((stored) => localStorage.setItem('qianke.positions', stored), left);
      await page.reload();
      await play(page);
      await reaches(page, 1);
      assert.ok((await readVideo(page, 'currentTime')) < 7);
      await page.keyboard.press('k');
      await page.waitForFunction(() => document.querySelector('video')?.paused);
      assert.equal(await positions(), left);

      isWhole = true;
      const goOn = page.getByRole('button', { name: '从 0:15 接着看' });
      await goOn.waitFor();
      await page.waitForFunction(() => document.querySelector('video')?.readyState === 4);
      assert.ok((await readVideo(page, 'currentTime')) < 7);
      assert.equal(await positions(), left);
      await goOn.click();
      await reaches(page, 15.5);
      assert.ok(await hasKeyboard(page));
    });
  });

  test('stops where the free part ends and says why and until when', async () => {
    await visit('/limited', async (page) => {
      await play(page);
      const overlay = page.locator('.player-limited .player-overlay');
      await overlay.waitFor();
      assert.match((await overlay.textContent()) ?? '', /免费的 3 秒看完了.*7 月 11 日起/);
      assert.match((await overlay.locator('a').getAttribute('href')) ?? '', /^\/sign-in\?next=/);
      assert.equal(await readVideo(page, 'paused'), true);
      await page.locator('.seek-range').fill('20');
      assert.ok((await readVideo(page, 'currentTime')) <= 3.5);
      await overlay.getByRole('button', { name: '再看一遍' }).click();
      await page.waitForFunction(() => {
        const video = document.querySelector('video');
        return video && !video.paused && video.currentTime < 2.5;
      });
      assert.ok(await hasKeyboard(page));
    });
  });

  test('falls back to the plain MP4 when HLS does not come', async () => {
    await visit('/broken', async (page) => {
      await play(page);
      await reaches(page, 0.5);
      assert.match(
        await page.locator('video').evaluate((video: HTMLVideoElement) => video.src),
        /plain\.mp4$/,
      );
      await page.getByText('已改用普通播放').waitFor();
    });
  });

  test('goes on at the same second with new addresses when the old ones have run out', async () => {
    await visit('/lesson', async (page) => {
      let asked = 0;
      await page.route(/\/play\/\w+\/00[4-9]\.m4s$/, (route) => route.fulfill({ status: 403 }));
      await page.route('**/play/fresh/**', async (route) => {
        const response = await route.fetch({ url: route.request().url().replace('/fresh', '') });
        await route.fulfill({ response });
      });
      await page.route(`**/api/lessons/${lessonModel.lesson.id}`, (route) => {
        asked += 1;
        return route.fulfill({ json: { playback: { ...playback, hls: '/play/fresh/master.m3u8' } } });
      });
      await play(page);
      await reaches(page, 0.5);
      await page.locator('.seek-range').fill('15');
      await reaches(page, 15.5);
      assert.equal(await readVideo(page, 'paused'), false);
      assert.equal(asked, 1);
      assert.equal(await page.locator('.player-notice').count(), 0);
    });
  });

  test('begins at the start where the new addresses are of a video that is still being made', async () => {
    await visit('/lesson', async (page) => {
      await serveBeginning(page);
      await page.route(/\/play\/(low|high)\//, (route) => route.fulfill({ status: 403 }));
      await page.route(`**/api/lessons/${lessonModel.lesson.id}`, (route) =>
        route.fulfill({ json: making.lesson }),
      );
      await page.evaluate(() => {
        localStorage.setItem('qianke.positions', JSON.stringify([['fractions', 15]]));
      });
      await page.reload();
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(request.url()));
      await play(page);
      await reaches(page, 0.5);
      assert.match(fetched.find((url) => /\/e1\/.*m4s$/.test(url)) ?? '', /\/000\.m4s$/);
    });
  });

  test('asks for new addresses once, and says so when those are refused too', async () => {
    await visit('/lesson', async (page) => {
      let asked = 0;
      await page.route('**/play/**/*.m3u8', (route) => route.fulfill({ status: 403 }));
      await page.route('**/play/master.m3u8', (route) => route.fulfill({ status: 403 }));
      await page.route(`**/api/lessons/${lessonModel.lesson.id}`, (route) => {
        asked += 1;
        return route.fulfill({ json: { playback } });
      });
      await play(page);
      await page.getByRole('button', { name: '刷新页面' }).waitFor();
      assert.equal(asked, 1);
    });
  });

  test('says so when nothing plays', async () => {
    await visit('/gone', async (page) => {
      await play(page);
      await page.getByRole('button', { name: '刷新页面' }).waitFor();
    });
  });

  test('plays without JavaScript', async () => {
    await visit(
      '/lesson',
      async (page) => {
        const video = page.locator('video[controls][preload="none"]');
        assert.equal(await video.getAttribute('src'), '/play/plain.mp4');
        assert.equal(await video.locator('track[srclang="zh"]').count(), 1);
        assert.equal(await page.locator('.player-controls').count(), 0);
        assert.equal(await page.locator('audio[controls]').getAttribute('src'), '/play/plain.m4a');
      },
      { javaScriptEnabled: false },
    );
  });

  test('fits a narrow column of a wide window, menu and all', async () => {
    await visit('/lesson', async (page) => {
      // A column as the desks have one; the policy forbids styles in markup, not in script.
      await page.locator('.player').evaluate((player) => {
        (player.parentElement as HTMLElement).style.width = '390px';
      });
      await page.locator('.player[data-size="narrow"]').waitFor();
      await page.getByRole('button', { name: '设置' }).click();
      await page.locator('.player-menu').waitFor();
      const outside = await page.locator('.player').evaluate((player) => {
        const box = player.getBoundingClientRect();
        return [...player.querySelectorAll('.player-button, .player-menu')]
          .map((part) => part.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .filter(({ left, right, top }) => left < box.left || right > box.right || top < box.top).length;
      });
      assert.equal(outside, 0);
    });
  });

  test('fits a phone: nothing is cut off, every target is a finger wide', async () => {
    await visit(
      '/lesson',
      async (page) => {
        await page.locator('.player-start').waitFor();
        const boxes = await page.locator('.player-button:visible').evaluateAll((buttons) =>
          buttons.map((button) => {
            const { left, right, width, height } = button.getBoundingClientRect();
            return { inside: left >= 0 && right <= innerWidth, large: width >= 44 && height >= 44 };
          }),
        );
        assert.ok(boxes.length >= 5);
        assert.deepEqual(
          boxes.filter((box) => !box.inside || !box.large),
          [],
        );
        await page.getByRole('button', { name: '设置' }).click();
        const menu = await page.locator('.player-menu').evaluate((element) => {
          const { left, right, bottom } = element.getBoundingClientRect();
          const cut = element.scrollHeight > element.clientHeight;
          return { cut, inside: left >= 0 && right <= innerWidth && bottom <= innerHeight };
        });
        assert.deepEqual(menu, { cut: false, inside: true }, 'all choices are seen at once');
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
      },
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    );
  });
});
