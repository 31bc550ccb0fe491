import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Lesson } from '../../server/contract/lessons.ts';
import { seedProgrammesAndRubrics } from '../../server/reviews/seed-programmes-and-rubrics.ts';
import { publishSample } from '../../server/reviews/test/publish-sample.ts';
import { assign, batchOf, enter, openSampleRound } from '../../server/reviews/test/round-world.ts';
import { describeDesk } from './desk-browser.ts';

/** The same thing on two pages at once, in Chromium: neither undoes the other unseen. Needs a built client. */

describe('a lesson on two pages', () => {
  const { server, open, openBeside } = describeDesk();
  let address: string;
  let api: string;

  before(async () => {
    const lesson = await publishSample(server(), 'li', 'school1', '分数');
    address = `/teach/lessons/${lesson.id}`;
    api = `/api/lessons/${lesson.id}`;
  });

  const kept = async () => (await server().as('li')).json(api, Lesson);

  test('says what the other saved, keeps what was typed, and lets one choose', async () => {
    const first = await open('li', address);
    const second = await openBeside(first, address);
    await first.getByRole('textbox', { name: '课题' }).fill('认识分数');
    await first.getByRole('button', { name: '保存', exact: true }).click();
    await first.getByText(/^已保存/).waitFor();

    await second.getByLabel('内容简介').fill('几分之一。');
    await second.getByRole('button', { name: '保存', exact: true }).click();
    const notice = second.locator('#conflict');
    await notice.getByText('这里的内容刚在另一个页面或设备上保存过').waitFor();
    assert.match(
      (await notice.locator('dl').textContent()) ?? '',
      /课题本页：分数那边：认识分数您没有改过这一项，覆盖时保留那边的。内容简介本页：几分之一。那边：（空）$/,
    );
    const hasFocus = (page: Page, id: string) => page.locator(`#${id}:focus`).waitFor();
    await hasFocus(second, 'conflict');
    assert.equal(await second.getByLabel('内容简介').inputValue(), '几分之一。');
    assert.equal((await kept()).summary, '', 'nothing was overwritten');

    await notice.getByRole('button', { name: '用我填写的覆盖' }).click();
    await second.getByText(/^已保存/).waitFor();
    assert.deepEqual([(await kept()).title, (await kept()).summary], ['认识分数', '几分之一。']);
    assert.equal(await second.getByRole('textbox', { name: '课题' }).inputValue(), '认识分数');
    await hasFocus(second, 'lesson-form');

    await first.getByLabel('关键词').fill('分数');
    await first.getByRole('button', { name: '保存', exact: true }).click();
    await first.locator('#conflict').getByRole('link', { name: '载入那边保存的' }).click();
    await first.getByText(/^已保存/).waitFor();
    assert.equal(await first.getByLabel('内容简介').inputValue(), '几分之一。');
    assert.equal(await first.getByLabel('关键词').inputValue(), '');
    await first.getByLabel('关键词').fill('几分之一');
    await first.getByRole('button', { name: '保存', exact: true }).click();
    await first.getByText(/^已保存/).waitFor();
    assert.deepEqual((await kept()).keywords, ['几分之一']);
  });
});

describe('a review on two machines', () => {
  const { server, open } = describeDesk();

  test('says what was given on the other, and does not hand in over it', async () => {
    await seedProgrammesAndRubrics(server().context.database.db, server().clock);
    const { id } = await openSampleRound(server(), { reviewsPerEntry: 1 });
    await enter(await server().as('li'), id, await publishSample(server(), 'li', 'school1', '分数'));
    await assign(server(), id, 'rev1');
    const rev1 = await server().as('rev1');
    const [assignment] = await batchOf(rev1, id);
    const address = `/review/${assignment?.id}`;
    const review = async () => (await batchOf(rev1, id))[0]?.review;

    const school = await open('rev1', address);
    const home = await open('rev1', address);
    await school.getByLabel('评语').fill('在学校写的');
    await school.getByText(/^已存草稿/).waitFor();
    await home.getByLabel('评语').fill('在家里写的');
    const notice = home.locator('#conflict');
    await notice.getByText('在学校写的').waitFor();
    assert.equal(await home.getByLabel('评语').inputValue(), '在家里写的');
    assert.equal((await review())?.comment, '在学校写的');
    await notice.getByRole('button', { name: '用我填写的覆盖' }).click();
    await home.getByText(/^已存草稿/).waitFor();
    assert.equal((await review())?.comment, '在家里写的');

    for (const dimension of await home.locator('[data-dimension]').all()) {
      await dimension.locator('.score-choice').first().click();
    }
    await home.getByRole('button', { name: /^提交/ }).click();
    await home.waitForURL(/\/review$/);
    await school.getByLabel('评语').fill('迟到的话');
    await school.locator('#conflict').getByText('已经在另一个页面或设备上提交').waitFor();
    assert.equal(await school.getByRole('button', { name: '用我填写的覆盖' }).count(), 0);
    await school.getByRole('link', { name: '载入那边保存的' }).click();
    await school.getByText('已提交，不能再改').waitFor();
    assert.equal(await school.getByLabel('评语').inputValue(), '在家里写的');
  });
});
