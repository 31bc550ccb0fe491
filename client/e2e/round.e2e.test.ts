import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { Lesson } from '../../server/contract/lessons.ts';
import { NewPersonAnswer, OrganisationList } from '../../server/contract/people.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { readAnswer } from '../../server/test/client.ts';
import { type LibraryPeople, libraryPassword, setUpLibrary } from '../../server/test/library-people.ts';
import { createLibrary, type Library } from '../../server/test/library-process.ts';
import { beginUpload, sendRest } from '../../server/test/upload-file.ts';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { launchChromium } from './launch-chromium.ts';

/**
 * The whole product as its people use it, in Chromium: one lesson from its upload to its award and to a
 * day on which the library is closed. Each test goes on where the last one stopped. Needs ffmpeg, Chromium.
 */

/** Long enough for the free minute to end. */
const clipSeconds = 64;
const people = { teacher: 'li', school: 'zhou', bureau: 'chen', reviewer: 'wu' } as const;

/** Of the region: periods are set by its clock. */
const day = (fromToday: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + fromToday * 86_400_000);

describe('a round in the whole library, in Chromium', () => {
  let folder: string;
  let clip: string;
  let library: Library;
  let browser: Browser;
  const pages = new Map<string, Page>();
  const wrong: string[] = [];
  let others: Promise<void>;
  let lessonPath = '';
  let roundPath = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-round-'));
    clip = await makeClip(join(folder, '认识分数.mp4'), { seconds: clipSeconds, size: '320x180', rate: 10 });
    library = createLibrary();
    await library.start();
    const staff = await setUpLibrary(library);
    const { bureau } = staff;
    others = publishOthers(staff);
    const city = (await bureau.json('/api/organisations', OrganisationList)).items[0];
    const reviewer = {
      ...{ name: people.reviewer, displayName: '吴专家', role: 'reviewer' },
      ...{ organisation: city?.id, password: libraryPassword },
    };
    await readAnswer(await bureau.post('/api/people', reviewer), NewPersonAnswer, 201);
    browser = await launchChromium('--autoplay-policy=no-user-gesture-required');
  });

  after(async () => {
    await browser?.close();
    await library?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Lessons of another subject and another grade: where all are alike there is nothing to filter by. */
  async function publishOthers({ teacher, school }: LibraryPeople): Promise<void> {
    const short = await readFile(await makeClip(join(folder, 'short.mp4'), { seconds: 2, size: '320x180' }));
    for (const [title, subject] of [
      ['静夜思', 'chinese'],
      ['认识钟表', 'math'],
    ]) {
      const address = await beginUpload(teacher, `${title}.mp4`, short.length);
      const lesson = `/api/lessons/${await sendRest(teacher, address, short)}`;
      const place = { stage: 'primary', subject, grade: 'g1' };
      await readAnswer(await teacher.patch(lesson, place), Lesson);
      const isReady = async () => (await teacher.json(lesson, Lesson)).media.state === 'ready';
      await eventually(isReady, { within: 90_000, every: 500 });
      await readAnswer(await teacher.post(`${lesson}/submit`), Lesson);
      await readAnswer(await school.post(`${lesson}/publish`), Lesson);
    }
  }

  /** Somebody's own browser, signed in at the sign-in page; a pupil has no account. */
  async function as(who: keyof typeof people | 'pupil', path: string): Promise<Page> {
    let page = pages.get(who);
    if (!page) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
      page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => wrong.push(`${who}: ${error.message}`));
      page.on('console', (message) => {
        if (/Content Security Policy|hydrat/i.test(message.text())) wrong.push(`${who}: ${message.text()}`);
      });
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (/^https?:/.test(protocol) && origin !== library.url) wrong.push(`${who} asked ${origin}`);
      });
      pages.set(who, page);
      if (who !== 'pupil') {
        await page.goto(`${library.url}/sign-in`);
        await page.getByLabel('用户名').fill(people[who]);
        await page.getByLabel('密码').fill(libraryPassword);
        await page.getByRole('main').getByRole('button', { name: '登录' }).click();
        await page.waitForURL((url) => url.pathname !== '/sign-in');
      }
    }
    await page.goto(library.url + path);
    await awake(page);
    return page;
  }

  const awake = (page: Page) =>
    page.waitForFunction(() => document.querySelector('[data-island]:not([data-awake])') === null);

  const facet = (page: Page, name: string) => page.locator('.facet-choice:visible', { hasText: name });

  let failed = false;

  /** A test that is not begun when one before it failed: it would only wait in vain. */
  const step = (name: string, act: () => Promise<void> | void) =>
    test(name, async () => {
      assert.ok(!failed, 'a step before this one failed');
      failed = true;
      await act();
      failed = false;
    });

  /** Loads the page anew until this is on it: the index and the calendar follow within their time. */
  async function reloadUntil(page: Page, wanted: Locator, within = 20_000): Promise<void> {
    const deadline = Date.now() + within;
    while ((await wanted.count()) === 0) {
      assert.ok(
        Date.now() < deadline,
        `not on ${page.url()}: ${wanted}\n${await page.locator('main').textContent()}`,
      );
      await page.reload();
    }
  }

  const playsPast = (page: Page, seconds: number) =>
    page.waitForFunction((least) => (document.querySelector('video')?.currentTime ?? 0) >= least, seconds);

  step('a teacher uploads a video, which becomes a draft', async () => {
    const page = await as('teacher', '/teach');
    await page.locator('.drop-zone input[type="file"]').setInputFiles(clip);
    await page.getByRole('link', { name: '填写课程信息' }).click();
    await page.waitForURL(/\/teach\/lessons\/\w+/);
    lessonPath = new URL(page.url()).pathname;
    assert.equal(await page.getByRole('textbox', { name: '课题' }).inputValue(), '认识分数');
  });

  step('completes it while it is transcoded, and submits it', async () => {
    const page = await as('teacher', lessonPath);
    for (const [level, name] of [
      ['学段', '小学'],
      ['学科', '数学'],
      ['教材版本', '人教版'],
      ['年级', '三年级'],
      ['册次', '上册'],
    ] as const) {
      const field = page.locator('#place').getByLabel(level, { exact: true });
      const choice = field.locator('option', { hasText: name }).first();
      await choice.waitFor({ state: 'attached' });
      await field.selectOption(await choice.getAttribute('value'));
    }
    await page.locator('#place').getByLabel('单元', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('内容简介').fill('认识几分之一。');
    const file = { name: '认识分数 教学设计.txt', mimeType: 'text/plain', buffer: Buffer.from('教学目标') };
    await page.getByLabel('添加资料').setInputFiles(file);
    await page.getByRole('link', { name: '认识分数 教学设计.txt' }).waitFor();
    await page.getByRole('button', { name: '第 2 张画面' }).click({ timeout: 90_000 });
    await page.locator('.cover-choice[aria-pressed="true"]').waitFor();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已提交，等待学校审核').waitFor();
  });

  step('the school returns it with a note at a moment, which the teacher reads', async () => {
    await others;
    const school = await as('school', '/manage/lessons');
    await school.locator('.player-start').click();
    await playsPast(school, 2);
    await school.locator('#check-lesson-title').focus();
    await school.getByRole('button', { name: '退回' }).click();
    await school.getByLabel('退回原因').fill('这里的字太小，请放大。');
    assert.ok(await school.getByLabel(/附上视频现在的位置（0:\d\d）/).isChecked());
    await school.getByRole('button', { name: '退回给老师' }).click();
    await school.getByText('“认识分数”已退回').waitFor();

    const teacher = await as('teacher', lessonPath);
    await teacher.getByText('这里的字太小，请放大。').waitFor();
    await teacher.getByText(/意见说的是视频的 0:\d\d/).waitFor();
    await teacher.getByRole('button', { name: '提交审核' }).click();
    await teacher.getByText('已提交，等待学校审核').waitFor();
  });

  step('the school publishes it, and a pupil finds it by subject and grade and plays it', async () => {
    const school = await as('school', '/manage/lessons');
    await school.locator('.check-lesson .player-start').waitFor();
    await school.keyboard.press('Control+Enter');
    await school.getByText('“认识分数”已发布').waitFor();

    const pupil = await as('pupil', '/search');
    await reloadUntil(pupil, facet(pupil, '数学'));
    await facet(pupil, '数学').click();
    await pupil.waitForURL(/subject=/);
    await facet(pupil, '三年级').click();
    await pupil.waitForURL(/grade=/);
    await pupil.getByRole('link', { name: '认识分数' }).click();
    await pupil.locator('.player-start').click();
    await playsPast(pupil, 1);
  });

  step('the bureau opens a round, and the teacher enters the lesson', async () => {
    const bureau = await as('bureau', '/manage/rounds');
    await bureau.getByRole('link', { name: '新建轮次' }).click();
    await bureau.getByLabel('名称').fill('一师一优课市级评审');
    await bureau.getByLabel('评出几节优课').fill('1');
    await bureau.getByLabel('每节课几位专家评').fill('1');
    await bureau.getByRole('button', { name: '建立轮次' }).click();
    await bureau.waitForURL(/\/manage\/rounds\/\w+/);
    roundPath = new URL(bureau.url()).pathname;

    const teacher = await as('teacher', lessonPath);
    await teacher.getByRole('button', { name: '报名参评' }).click();
    await teacher.getByText('已报名').waitFor();

    await bureau.reload();
    await bureau.getByLabel('吴专家').check();
    await bureau.getByRole('button', { name: '平均分配' }).click();
    await bureau.getByText('已交 0 份，共 1 份').waitFor();
  });

  step('the reviewer scores it blind by keyboard, with a remark beside the player', async () => {
    const page = await as('reviewer', '/review');
    await page.getByRole('link', { name: '开始评审' }).click();
    await page.locator('.player-start').waitFor();
    const text = await page.locator('.review-desk').textContent();
    assert.doesNotMatch(text ?? '', /李静|实验小学/);
    await page.keyboard.press('Space');
    await playsPast(page, 2);
    await page.keyboard.press('r');
    await page.locator('.remark-form input:focus').waitFor();
    await page.keyboard.type('这里讲得很清楚');
    await page.keyboard.press('Enter');
    await page.locator('.remark-text', { hasText: '这里讲得很清楚' }).waitFor();
    await page.locator('#score-title').click();
    const dimensions = await page.locator('[data-dimension]').count();
    for (let n = 0; n < dimensions; n += 1) {
      await page.keyboard.press('3');
      await page.locator('.score-choice-chosen').nth(n).waitFor();
      await page.keyboard.press('Tab');
    }
    await page.getByText('各项都已打分').waitFor();
    // Its button is not pressed: what was written is handed in all the same.
    await page.getByRole('button', { name: /加批注$/ }).click();
    await page.locator('.remark-form input').fill('结尾稍快');
    await page.getByRole('button', { name: /^提交/ }).click();
    await page.waitForURL(/\/review$/);
    await page.locator('.batch-list summary').click();
    await page.locator('.batch-list a').click();
    await page.locator('.remark-text', { hasText: '结尾稍快' }).waitFor();
  });

  step('the bureau closes the round: badge, filter, report', async () => {
    const bureau = await as('bureau', roundPath);
    await bureau.getByRole('button', { name: '结束轮次' }).click();
    await bureau.getByRole('dialog').getByRole('button', { name: '结束轮次' }).click();
    await bureau.getByRole('heading', { name: '评审结果' }).waitFor();

    const pupil = await as('pupil', '/search');
    await reloadUntil(pupil, pupil.locator('.lesson-card .seal, .search-hit .seal'));
    await facet(pupil, '市级').click();
    await pupil.waitForURL(/award=city/);
    await pupil.getByRole('link', { name: '认识分数' }).waitFor();

    await as('bureau', '/manage/reports');
    await bureau.getByLabel('项目').selectOption({ index: 1 });
    await bureau.getByRole('button', { name: '查看' }).click();
    await bureau.getByLabel('市级总数').fill('4');
    await bureau.getByRole('button', { name: '保存总数' }).click();
    await bureau.getByText(/占 4 节的 25/).waitFor();
    const download = bureau.waitForEvent('download');
    await bureau.getByRole('link', { name: '下载 Excel 表' }).click();
    const file = await download;
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    assert.equal((await readFile(await file.path())).subarray(0, 2).toString(), 'PK');
  });

  step('outside an open period a pupil sees a minute and why, a teacher all of it', async () => {
    const publicPath = lessonPath.replace('/teach', '');
    const bureau = await as('bureau', '/manage/open-periods');
    await bureau.getByRole('button', { name: '自己定一个时段' }).click();
    await bureau.getByLabel('名称').fill('校园开放周');
    await bureau.getByLabel('最后一天').fill(day(20));
    await bureau.getByLabel('第一天').fill(day(10));
    await bureau.getByLabel('最后一天').fill(day(20));
    await bureau.getByRole('button', { name: '保存' }).click();
    await bureau.getByText(/今天不开放。下一个时段：校园开放周/).waitFor();

    const pupil = await as('pupil', publicPath);
    await reloadUntil(pupil, pupil.getByText('现在可以看前 60 秒'));
    await pupil.evaluate(() => localStorage.clear());
    await pupil.reload();
    await pupil.locator('.player-start').click();
    await playsPast(pupil, 0.5);
    await pupil.locator('.seek-range').fill('58');
    await pupil.getByText('免费的 60 秒看完了').waitFor();
    await pupil
      .locator('.player-overlay')
      .getByText(/起，不用登录就能看完整的课/)
      .waitFor();

    const teacher = await as('teacher', publicPath);
    await teacher.locator('.player-start').click();
    await playsPast(teacher, 0.5);
    await teacher.locator('.seek-range').fill('61');
    await playsPast(teacher, 62);

    await bureau.getByRole('button', { name: '修改“校园开放周”' }).click();
    await bureau.getByLabel('第一天').fill(day(0));
    await bureau.getByRole('button', { name: '保存' }).click();
    await bureau.getByText(/今天开放：校园开放周/).waitFor();
    await pupil.reload();
    await pupil.locator('.player-start').click();
    await playsPast(pupil, 0.5);
    await pupil.locator('.seek-range').fill('61');
    await playsPast(pupil, 62);
  });

  step('a pupil who has watched all this has no cookie, and keeps what the privacy page says', async () => {
    const pupil = await as('pupil', '/privacy');
    assert.deepEqual(await pupil.context().cookies(), []);
    const kept = await pupil.evaluate(async () => ({
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      // Absent on plain http, but not on this machine.
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    assert.deepEqual(kept, {
      local: ['qianke.bandwidth', 'qianke.positions'],
      session: [],
      databases: [],
      caches: [],
      workers: 0,
    });
    await pupil.getByText('播放进度、倍速和网速估计只保存在您自己的设备上').waitFor();
  });

  step('nothing went wrong unseen', () => {
    assert.deepEqual(wrong, []);
  });
});
