import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { listAudit } from '../../server/db/audit-log.ts';
import { updateLesson } from '../../server/db/lessons.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { describeDesk } from './desk-browser.ts';

/** What somebody did is said on the page, with a script and without one. Needs a built client. */

describe('in Chromium', () => {
  const { server, open } = describeDesk();

  test('a school withdraws a lesson from its list, and the teacher reads why', async () => {
    const { id } = await publishSample(server(), 'li', 'school1', '中国地图');
    const { id: elsewhere } = await publishSample(server(), 'wang', 'school2', '世界地图');
    await server().context.search.catchUp();
    const page = await open('school1', '/manage/lessons', { script: false });
    await page.getByRole('link', { name: '已发布的课' }).click();
    assert.match(page.url(), new RegExp(`school=${server().world.organisations.school1.id}`));
    await page.goto(`${server().url}/lessons/${id}`);
    await page.getByText('撤回这节课…').click();
    await page.getByLabel('撤回的原因').fill('地图有误，请更换。');
    await page.getByRole('button', { name: '确认撤回' }).click();
    await page.getByText('已撤回，不再公开').waitFor();
    await page.getByText('撤回的原因：地图有误，请更换。').waitFor();
    assert.equal(await page.getByText('撤回这节课…').count(), 0);
    const visitor = await open('visitor', `/lessons/${id}`);
    await visitor.getByRole('heading', { name: '没有找到' }).waitFor();

    const teacher = await open('li', `/teach/lessons/${id}`);
    await teacher.getByText('已撤回，审核意见：').waitFor();
    await teacher.getByText('地图有误，请更换。').waitFor();
    await teacher.goto(`${server().url}/teach`);
    const waiting = teacher.getByRole('region', { name: '等您处理' }).getByRole('row', { name: '中国地图' });
    await waiting.getByText('地图有误，请更换。').waitFor();
    await waiting.getByText('改好以后可以再次提交审核。').waitFor();
    await waiting.getByRole('link', { name: '修改后再提交' }).waitFor();
    const [row] = await listAudit(server().context.database.db, { limit: 1 });
    assert.deepEqual([row?.action, row?.subject], ['lesson.withdraw', id]);
    assert.match(row?.detail ?? '', /地图有误/);

    await page.goto(`${server().url}/lessons/${elsewhere}`);
    await page.getByRole('heading', { name: '世界地图' }).first().waitFor();
    assert.equal(await page.getByText('撤回这节课…').count(), 0, 'of another school');
    const own = await (await server().as('li')).json(`/api/lessons/${id}`, Lesson);
    assert.equal(own.returned?.note, '地图有误，请更换。');
  });

  test('a number that cannot be is said in the page’s words beside its field, and nothing is sent', async () => {
    const page = await open('province', '/manage/settings');
    const form = page.getByRole('form', { name: '上传' });
    const [teacher, days] = [form.getByLabel('每位教师的空间'), form.getByLabel('没传完的视频保留几天')];
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()));
    await days.fill('0');
    await teacher.pressSequentially('-');
    await form.getByRole('button', { name: '保存设置' }).click();
    await form.getByText('不能小于 1。').waitFor();
    await form.getByText('请填写数字。').waitFor();
    await form.locator('#teacherQuotaBytes:focus').waitFor();
    assert.deepEqual(sent, []);
    await days.fill('5');
    await teacher.fill('1.5');
    await form.getByRole('button', { name: '保存设置' }).click();
    await form.getByText('设置已保存').waitFor();
    assert.equal(sent.length, 1);
  });

  test('a lesson is returned with a note, which is asked for in the page’s words', async () => {
    const { id } = await publishSample(server(), 'li', 'school1', '没写原因的课');
    await updateLesson(server().context.database.db, id, { state: 'submitted' });
    const page = await open('school1', '/manage/lessons');
    await page.getByRole('button', { name: '没写原因的课' }).click();
    await page.getByRole('button', { name: '退回' }).click();
    await page.getByRole('button', { name: '退回给老师' }).click();
    await page.getByText('退回时请写明原因，老师会看到。').waitFor();
    await page.getByLabel('退回原因').fill('请补上练习。');
    await page.getByRole('button', { name: '退回给老师' }).click();
    await page.getByText('“没写原因的课”已退回').waitFor();
  });

  test('an address that is not there shows who is signed in', async () => {
    const page = await open('li', '/nowhere', { script: false });
    await page.getByRole('banner').getByText('李静').first().waitFor();
    assert.equal(await page.getByRole('banner').getByText('教师登录').count(), 0);
    const visitor = await open('visitor', '/nowhere', { script: false });
    await visitor.getByRole('banner').getByText('教师登录').first().waitFor();
  });

  for (const script of [true, false]) {
    test(`ending all other sessions is confirmed ${script ? 'with' : 'without'} a script`, async () => {
      const other = await server().as('wang');
      const page = await open('wang', '/account', { script });
      await page.getByRole('button', { name: '退出其他所有设备' }).click();
      await page.getByText('其他设备都已退出登录，只有本机还登录着。').waitFor();
      assert.equal((await other.get('/api/session')).status, 401);
      assert.equal(await page.getByRole('button', { name: '退出其他所有设备' }).count(), 0);
    });
  }
});
