import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SearchUnavailableError } from '../../search/search.ts';
import { NodeList } from '../contract/curriculum.ts';
import { LessonList } from '../contract/lessons.ts';
import type { PageContent } from '../contract/pages.ts';
import { SearchAnswer, Suggestions } from '../contract/search.ts';
import { importCurriculum } from '../curriculum/import-curriculum.ts';
import { nodeId } from '../curriculum/node-path.ts';
import { ensureNode, type LooseFields, resolveLoose } from '../curriculum/resolve-node.ts';
import { appendToFeed } from '../db/feed.ts';
import { updateLesson } from '../db/lessons.ts';
import type { Change } from '../db/schema.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem, type TestClient } from './client.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

async function page<Name extends PageContent['page']>(
  client: TestClient,
  path: string,
  name: Name,
): Promise<Extract<PageContent, { page: Name }>> {
  const model = (await readPageModel(await client.get(path))) as PageContent;
  assert.equal(model.page, name);
  return model as Extract<PageContent, { page: Name }>;
}

function ensure({ context }: TestServer, fields: LooseFields): Promise<string> {
  const resolution = resolveLoose(fields);
  assert.ok(resolution.ok);
  return context.database.transaction((trx) => ensureNode(trx, resolution));
}

/** Changes a lesson behind the program's back, and tells the feed unless search is to know nothing of it. */
async function change(
  { context }: TestServer,
  id: string,
  to: Change<'lessons'>,
  { told = true } = {},
): Promise<void> {
  await context.database.transaction(async (trx) => {
    await updateLesson(trx, id, to);
    if (told) await appendToFeed(trx, [id], context.clock.now());
  });
  await context.search.catchUp();
}

const politics = 'junior/morality-law/tongbian/g7/v1';
const loosePolitics = {
  stage: '初中',
  subject: '道德与法治',
  edition: '统编版',
  grade: '七年级',
  volume: '上册',
};

describeOnEachServer('reading the library', (start) => {
  let started: Promise<TestServer> | undefined;
  const shared = () => {
    started ??= start();
    return started;
  };

  it('shows nobody else what a draft says of its place until it is published', async () => {
    const server = await shared();
    const [visitor, li, wang] = [server.visitor(), await server.as('li'), await server.as('wang')];
    const node = await ensure(server, { ...loosePolitics, unit: '未公开的单元' });
    const { id } = await publishSample(server, 'li', 'school1', '校本课');
    await change(server, id, { node_id: node, state: 'draft' });

    const book = nodeId(politics);
    const inList = async (client: TestClient) => {
      const { items } = await client.json(`/api/nodes?parent=${book}`, NodeList);
      return items.some((item) => item.id === node);
    };
    const inBook = async () => {
      const { units } = await page(visitor, `/books/${book}`, 'book');
      return units.some((unit) => unit.id === node);
    };
    assert.deepEqual([await inList(li), await inList(wang), await inList(visitor)], [true, false, false]);
    await assertProblem(await visitor.get(`/api/nodes?parent=${node}`), 404, 'not-found');
    assert.equal(await inBook(), false);
    await change(server, id, { state: 'published' });
    assert.deepEqual([await inList(wang), await inList(visitor), await inBook()], [true, true, true]);
  });

  it('a book has every unit and topic, those of units within units too, and is a volume', async () => {
    const server = await shared();
    const visitor = server.visitor();
    const { units, totals } = await page(visitor, `/books/${nodeId(politics)}`, 'book');
    const first = units.find(({ name }) => name.startsWith('第一单元'));
    assert.match(first?.name ?? '', /^第一单元 .+ · 第一课 .+$/);
    assert.ok(first && first.topics.length > 0);
    const rows = await server.context.database.db
      .selectFrom('nodes')
      .select('id')
      .where('path', 'like', `${politics}/%`)
      .where('kind', '=', 'topic')
      .execute();
    assert.equal(totals.count, rows.length);
    await assertProblem(await visitor.get(`/books/${first.id}`), 404, 'not-found');
    await assertProblem(await visitor.get(`/books/${nodeId('junior')}`), 404, 'not-found');
  });

  it('suggests only what is public now, under the names of now', async () => {
    const server = await shared();
    const { context, world } = server;
    const visitor = server.visitor();
    const { id } = await publishSample(server, 'wang', 'school2', '平移与旋转');
    await change(server, id, { node_id: nodeId('primary/math/pep/g3/v1') });
    const suggested = (text: string) =>
      visitor.json(`/api/suggest?q=${encodeURIComponent(text)}`, Suggestions);
    const shown = { id, place: '数学 人教版 三年级上册', teacher: '王强' };
    assert.deepEqual((await suggested('平移')).lessons, [{ ...shown, title: '平移与旋转' }]);
    const [teacher] = (await suggested('王强')).teachers;
    assert.deepEqual([teacher?.id, teacher?.name], [world.people.wang.id, '王强']);
    const book = nodeId('primary/math/pep/g3/v1');
    const path = { name: '小学 数学 人教版 三年级上册', title: '三年级上册' };
    assert.deepEqual((await suggested('人教版')).nodes, [{ id: book, ...path, book }]);
    assert.deepEqual((await suggested('三年级数学')).nodes, [{ id: book, ...path, book }]);
    assert.deepEqual((await suggested('小三上册 数学')).nodes, [{ id: book, ...path, book }]);
    assert.deepEqual((await suggested('三年级下册数学')).nodes, []);

    await change(server, id, { title: '图形的平移' }, { told: false });
    assert.deepEqual((await suggested('平移')).lessons, [{ ...shown, title: '图形的平移' }]);
    await change(server, id, { state: 'withdrawn' }, { told: false });
    const hidden = await suggested('平移');
    assert.deepEqual(hidden.lessons, []);
    assert.deepEqual((await suggested('王强')).teachers, []);
    assert.deepEqual((await suggested('人教版')).nodes, []);
    assert.deepEqual((await suggested('三年级数学')).nodes, []);
    await change(server, id, { state: 'published' });
    await context.search.catchUp();
  });

  it('finds lessons by the names that teachers, schools and units have since', async () => {
    const server = await shared();
    const { context, world } = server;
    const { id } = await publishSample(server, 'wang', 'school2', '月相');
    await change(server, id, { node_id: nodeId('primary/math/pep/g3/v1') });
    const finds = async (q: string) => {
      await context.search.catchUp();
      const answer = await server.visitor().json(`/api/search?q=${encodeURIComponent(q)}`, SearchAnswer);
      return [...answer.hits, ...answer.nearest].some(({ lesson }) => lesson.id === id);
    };
    for (const name of ['欧阳若兰', '长兴岛', '蔚蓝读本']) assert.equal(await finds(name), false);
    const province = await server.as('province');
    const rename = async (path: string, body: object) =>
      assert.equal((await province.patch(path, body)).status, 200);
    await rename(`/api/people/${world.people.wang.id}`, { displayName: '欧阳若兰' });
    assert.equal(await finds('欧阳若兰'), true);
    await rename(`/api/organisations/${world.organisations.school2.id}`, { name: '长兴岛小学' });
    assert.equal(await finds('长兴岛'), true);
    const row = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' };
    const file = { name: 'renamed.jsonl', text: JSON.stringify({ ...row, book: '蔚蓝读本' }) };
    await importCurriculum(context.database, [file], { scope: 'named-books', now: context.clock.now() });
    assert.equal(await finds('蔚蓝读本'), true);
  });

  it('goes on with a list after a lesson that has left it', async () => {
    const server = await shared();
    const ids: string[] = [];
    for (const title of ['一', '二', '三']) {
      const { id } = await publishSample(server, 'li', 'school1', title);
      await change(server, id, {
        state: 'submitted',
        submitted_at: `2026-03-0${ids.length + 1}T00:00:00.000Z`,
      });
      ids.push(id);
    }
    const administrator = await server.as('school1');
    const queue = (cursor = '') =>
      administrator.json(`/api/lessons?state=submitted&limit=1${cursor}`, LessonList);
    const first = await queue();
    assert.deepEqual(
      first.items.map(({ id }) => id),
      [ids[0]],
    );
    await change(server, ids[0] ?? '', { state: 'published' });
    const second = await queue(`&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    assert.deepEqual(
      second.items.map(({ id }) => id),
      [ids[1]],
    );

    const li = await server.as('li');
    const all = (await li.json('/api/lessons?mine=1', LessonList)).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const path: string = `/api/lessons?mine=1&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const part: LessonList = await li.json(path, LessonList);
      paged.push(...part.items.map(({ id }) => id));
      cursor = part.nextCursor;
    }
    assert.deepEqual(paged, all);
    assert.ok(ids.every((id) => all.includes(id)));
    await assertProblem(
      await administrator.get('/api/lessons?state=submitted&cursor=x'),
      400,
      'invalid-request',
    );
  });

  it('counts on a desk what is below it', async () => {
    const server = await shared();
    const desk = async (name: Parameters<TestServer['as']>[0]) =>
      (await page(await server.as(name), '/manage', 'manage')).tasks;
    const [school, city, operator] = [await desk('school1'), await desk('bureau'), await desk('ops')];
    assert.deepEqual([school.schools, school.people, city.schools], [1, 2, 2]);
    assert.ok(school.lessons < city.lessons);
    assert.equal(operator.toCheck, 0);
    assert.equal(operator.lessons, city.lessons);
    const queue = await page(await server.as('school1'), '/manage/lessons', 'manage-lessons');
    assert.equal(queue.lessons.length, school.toCheck);
    assert.ok(queue.lessons.every(({ playback }) => playback !== undefined));
  });

  it('offers the years of the region’s calendar', async () => {
    const server = await shared();
    const { id } = await publishSample(server, 'li', 'school1', '跨年');
    const lastYear = async (instant: string) => {
      server.clock.set(instant);
      const { choices } = await page(await server.as('li'), `/teach/lessons/${id}`, 'teach-lesson');
      return choices.years[0];
    };
    assert.equal(await lastYear('2026-12-31T15:59:00Z'), 2027);
    assert.equal(await lastYear('2026-12-31T16:01:00Z'), 2028);
  });

  it('refuses a cursor that no answer gave', async () => {
    const server = await shared();
    await assertProblem(await server.visitor().get('/api/search?cursor=x'), 400, 'invalid-request');
  });

  it('says when search cannot answer, and shows the home page without the newest', async () => {
    const fail = () => Promise.reject(new SearchUnavailableError('being built'));
    const server = await start({
      replace: ({ search }) => ({ search: { ...search, search: fail, suggest: fail } }),
    });
    const visitor = server.visitor();
    const refused = await visitor.get('/api/search?q=x');
    assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/);
    await assertProblem(refused, 503, 'engine-unavailable');
    await assertProblem(await visitor.get('/api/suggest?q=x'), 503, 'engine-unavailable');
    assert.deepEqual((await page(visitor, '/', 'home')).newest, []);
  });
});
