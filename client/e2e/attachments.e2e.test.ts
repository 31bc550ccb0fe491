import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Attachment, AttachmentList } from '../../server/contract/lessons.ts';
import { acceptAttachment } from '../../server/lessons/check-attachment.ts';
import { keepAttachmentText } from '../../server/lessons/searched-texts.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { readAnswer } from '../../server/test/client.ts';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../../server/uploads/test/cutting-proxy.ts';
import { awake, describeDesk } from './desk-browser.ts';

/** Attachments on their way in Chromium, over a line that is cut. Needs a built client. */

const MiB = 1024 ** 2;

const pdf = (name: string, bytes = MiB) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, name)]),
});

describe('attachments on a lesson’s page', () => {
  const { server, open } = describeDesk();
  let proxy: CuttingProxy;
  let path: string;
  let api: string;
  let cut: Cut = 'reset';

  before(async () => {
    proxy = await startCuttingProxy(
      Number(new URL(server().url).port),
      () => Number.POSITIVE_INFINITY,
      () => cut,
    );
    const lesson = await publishSample(server(), 'li', 'school1', '分数');
    path = `/teach/lessons/${lesson.id}`;
    api = `/api/lessons/${lesson.id}/attachments`;
  });
  after(() => proxy?.stop());

  /** The page over a line that is cut after so many bytes: the page itself needs fewer of each connection. */
  async function openThrough(line: Cut, bytes: number): Promise<Page> {
    cut = line;
    proxy.setBudget(() => bytes);
    const page = await open('li', path);
    await page.goto(proxy.url + path);
    await awake(page);
    return page;
  }
  const names = async () => {
    const { items } = await (await server().as('li')).json(api, AttachmentList);
    return items.map(({ filename }) => filename).toSorted();
  };
  const panel = (page: Page) => page.getByRole('region', { name: '配套资料' });
  const choose = (page: Page, ...files: ReturnType<typeof pdf>[]) =>
    panel(page).getByLabel('添加资料').setInputFiles(files);
  const row = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name });

  for (const line of ['reset', 'bad-gateway'] as const) {
    test(`are tried again by themselves and then by a button, and are there once (${line})`, async () => {
      const page = await openThrough(line, MiB / 2);
      const files = [`教案 ${line}.pdf`, `学习任务单 ${line}.pdf`];
      const had = await names();
      await choose(page, ...files.map((name) => pdf(name)));
      for (const name of files)
        await row(page, name)
          .getByText(/没有传上去：网络断了/)
          .waitFor();
      assert.ok(proxy.cuts >= 8, 'each the first time and three times more');
      assert.deepEqual(await names(), had);

      proxy.setBudget(() => Number.POSITIVE_INFINITY);
      for (const name of files) {
        await panel(page)
          .getByRole('button', { name: `再试“${name}”` })
          .click();
        await row(page, name)
          .getByRole('button', { name: `删除“${name}”` })
          .waitFor();
      }
      await panel(page).getByRole('status').getByText(`“${files[1]}”已经上传`).waitFor();
      assert.deepEqual(await names(), [...had, ...files].toSorted());
    });
  }

  test('say how far they are, and can be ended on the way by keyboard', async () => {
    const page = await openThrough('half-open', MiB);
    const had = await names();
    await choose(page, pdf('大课件.pdf', 8 * MiB), pdf('等着的.pdf', 1000));
    const large = row(page, '大课件.pdf');
    await large.getByRole('progressbar', { name: '“大课件.pdf”的上传进度' }).waitFor();
    await large.getByText(/ \/ 8\.0 MB$/).waitFor();
    await row(page, '等着的.pdf').getByText('等待开始').waitFor();
    proxy.setBudget(() => Number.POSITIVE_INFINITY);
    await large.getByRole('button', { name: '取消“大课件.pdf”' }).press('Enter');
    assert.equal(await large.count(), 0);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('type'));
    assert.equal(focused, 'file', 'the focus stays in the panel');
    await row(page, '等着的.pdf').getByRole('button', { name: '删除“等着的.pdf”' }).waitFor();
    assert.deepEqual(await names(), [...had, '等着的.pdf'].toSorted());
  });

  test('are refused in the server’s words, each at its file, and the others go on', async () => {
    const page = await openThrough('reset', Number.POSITIVE_INFINITY);
    const had = await names();
    const fake = { ...pdf('假的.pdf'), buffer: Buffer.from('<html>') };
    await choose(page, fake, pdf('真的.pdf'));
    await row(page, '假的.pdf')
      .getByRole('status')
      .getByText(/文件内容与扩展名“pdf”不符/)
      .waitFor();
    await row(page, '真的.pdf').getByRole('button', { name: '删除“真的.pdf”' }).waitFor();
    assert.deepEqual(await names(), [...had, '真的.pdf'].toSorted());

    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await choose(page, pdf('登录后.pdf'));
    const late = row(page, '登录后.pdf');
    await late.getByText(/登录后再按“再试”/).waitFor();
    await page.context().addCookies(cookies);
    await late.getByRole('button', { name: '再试“登录后.pdf”' }).click();
    await late.getByRole('button', { name: '删除“登录后.pdf”' }).waitFor();
  });

  test('are of the kind that their names say, each of its own, and become another by a choice', async () => {
    const page = await openThrough('reset', Number.POSITIVE_INFINITY);
    const files = ['导学案.pdf', '课后作业.pdf', '讲稿.pdf'];
    await choose(page, ...files.map((name) => pdf(name, 1000)));
    const kindOf = (name: string) => page.getByLabel(`“${name}”的类型`);
    const kept = async () => {
      const { items } = await (await server().as('li')).json(api, AttachmentList);
      return files.map((name) => items.find(({ filename }) => filename === name)?.kind);
    };
    for (const name of files)
      await row(page, name)
        .getByRole('button', { name: `删除“${name}”` })
        .waitFor();
    assert.deepEqual(await kept(), ['tasks', 'exercises', 'other']);
    assert.equal(await kindOf('导学案.pdf').inputValue(), 'tasks');

    await kindOf('讲稿.pdf').selectOption('教学设计');
    await page.waitForFunction(
      () =>
        document.querySelector('.materials select[aria-label="“讲稿.pdf”的类型"]:not(:disabled)') !== null,
    );
    assert.deepEqual(await kept(), ['tasks', 'exercises', 'design']);
    assert.equal(await kindOf('讲稿.pdf').inputValue(), 'design');
  });

  test('can be said to be another kind while they wait', async () => {
    const page = await openThrough('half-open', MiB);
    await choose(page, pdf('很大的课件.pdf', 8 * MiB), pdf('随后的.pdf', 1000));
    await row(page, '随后的.pdf').getByText('等待开始').waitFor();
    await page.getByLabel('“随后的.pdf”的类型').selectOption('学习任务单');
    proxy.setBudget(() => Number.POSITIVE_INFINITY);
    await row(page, '很大的课件.pdf').getByRole('button', { name: '取消“很大的课件.pdf”' }).click();
    await row(page, '随后的.pdf').getByRole('button', { name: '删除“随后的.pdf”' }).waitFor();
    const { items } = await (await server().as('li')).json(api, AttachmentList);
    assert.equal(items.find(({ filename }) => filename === '随后的.pdf')?.kind, 'tasks');
  });

  test('say in a few words that no text was found in a scan, which is there as ever', async () => {
    const { context } = server();
    const li = await server().as('li');
    const form = new FormData();
    form.set('kind', 'exercises');
    form.set('file', new Blob([new Uint8Array(pdf('扫描件').buffer)]), '扫描件.pdf');
    const { id } = await readAnswer(await li.post(api, form), Attachment, 201);
    await context.database.transaction((trx) => acceptAttachment(context, trx, id));
    await context.database.transaction((trx) => keepAttachmentText(context, trx, id, ''));
    const page = await openThrough('reset', Number.POSITIVE_INFINITY);
    const scan = row(page, '扫描件.pdf');
    await scan.getByText('未能读出文字', { exact: true }).waitFor();
    assert.equal(await scan.getByRole('status').count(), 0, 'nothing that alarms');
  });
});
