import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Programme, ProgrammeList } from '../../contract/people.ts';
import { seedProgrammesAndRubrics } from '../../reviews/seed-programmes-and-rubrics.ts';
import { assertProblem, readAnswer } from '../../test/client.ts';
import { describeOnEachServer } from '../../test/start-server.ts';

describeOnEachServer('programmes', (start) => {
  it('are there from the first start, once, for everybody to see', async () => {
    const { context, visitor } = await start();
    const seed = () => seedProgrammesAndRubrics(context.database.db, context.clock);
    await Promise.all([seed(), seed()]);
    await seed();
    const { items } = await visitor().json('/api/programmes', ProgrammeList);
    assert.deepEqual(items.map(({ slug, name }) => [slug, name]).sort(), [
      ['jingpinke', '基础教育精品课'],
      ['qianke', '千课计划'],
      ['yishi-youke', '一师一优课'],
    ]);
  });

  it('are added by bureaus, each slug once', async () => {
    const server = await start();
    const body = { slug: 'summer-camp', name: '暑期课堂', nameEn: 'Summer classes' };
    await assertProblem(await server.visitor().post('/api/programmes', body), 401, 'not-signed-in');
    for (const name of ['li', 'school1', 'rev1'] as const) {
      await assertProblem(await (await server.as(name)).post('/api/programmes', body), 403, 'forbidden');
    }
    const bureau = await server.as('province');
    const made = await readAnswer(await bureau.post('/api/programmes', body), Programme, 201);
    assert.equal(made.name, '暑期课堂');
    await assertProblem(await bureau.post('/api/programmes', body), 409, 'already-there');
    await assertProblem(
      await bureau.post('/api/programmes', { ...body, slug: 'A B' }),
      400,
      'invalid-request',
    );
  });
});
