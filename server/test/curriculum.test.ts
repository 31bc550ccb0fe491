import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { CurriculumImport, NodeList } from '../contract/curriculum.ts';
import { updateLesson } from '../db/lessons.ts';
import { findNodesByPath } from '../db/nodes.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem, readAnswer, type TestClient } from './client.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

const book = 'primary/math/pep/g3/v1';
const head = '学段,学科,版本,年级,册次,单元,课题\n';
const line = (unit: string, lesson = '') => `小学,数学,人教版,三年级,上册,${unit},${lesson}\n`;

function form(text: string, fields: Record<string, string> = {}, name = '三年级数学.csv'): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  made.set('file', new Blob([text]), name);
  return made;
}

async function bringIn(bureau: TestClient, text: string): Promise<void> {
  const answer = await bureau.post('/api/curriculum/imports', form(text));
  const { id } = await readAnswer(answer, CurriculumImport, 201);
  await readAnswer(await bureau.post(`/api/curriculum/imports/${id}/confirm`), CurriculumImport);
}

async function nodeAt({ context }: TestServer, path: string) {
  const [node] = await findNodesByPath(context.database.db, [path]);
  assert.ok(node, path);
  return node;
}

type Model = Record<string, unknown> & { upload: CurriculumImport };
const modelAt = async (client: TestClient, path: string) =>
  (await readPageModel(await client.get(path))) as unknown as Model;

const bookList = z.array(z.object({ edition: z.string(), subject: z.string() }));
const groupList = z.array(z.object({ name: z.string(), books: bookList }));
const stageList = z.array(z.object({ slug: z.string(), subjects: z.array(z.object({ href: z.string() })) }));

const address = (response: Response) => response.headers.get('location') ?? '';

describeOnEachServer('the curriculum and its keeper', (start) => {
  it('goes the way of forms: file, dry run to read, confirmation', async () => {
    const server = await start();
    const bureau = await server.as('province');
    await bringIn(bureau, head + line('测量', '毫米') + line('倍的认识'));
    const sent = await bureau.post('/manage/curriculum/imports', form(head + line('第一单元 测量', '分米')));
    assert.equal(sent.status, 303);
    const { upload } = await modelAt(bureau, address(sent));
    assert.deepEqual([upload.appliedAt, upload.report?.renamed[0]?.after], [null, '第一单元 测量']);
    assert.equal((await nodeAt(server, `${book}/u-测量`)).label, null);

    const confirmed = await bureau.post(`${address(sent)}/confirm`);
    assert.ok((await modelAt(bureau, address(confirmed))).upload.appliedAt);
    assert.equal((await nodeAt(server, `${book}/u-测量`)).label, '第一单元');
    assert.ok((await nodeAt(server, `${book}/u-倍的认识`)).retired_at);
    assert.equal((await nodeAt(server, book)).source, 'file');
    // Once more is once.
    assert.equal((await bureau.post(`${address(sent)}/confirm`)).status, 303);
  });

  it('asks once more before much goes out of use, and names what it does not know', async () => {
    const server = await start();
    const bureau = await server.as('province');
    const fields = { scope: 'everything' };
    const text = `${head}小学,数学,人教版,三年级,中册,测量,毫米\n`;
    const sent = await bureau.post('/manage/curriculum/imports', form(text, fields));
    const { report } = (await modelAt(bureau, address(sent))).upload;
    assert.ok(report && report.counts.retired > 1000);
    assert.deepEqual(report.unfamiliar, [{ name: '小学 数学 人教版 三年级中册' }]);
    const refused = await bureau.post(`${address(sent)}/confirm`);
    const model = await modelAt(bureau, address(refused));
    assert.deepEqual([model.upload.appliedAt, model.unconfirmed], [null, true]);
  });

  it('shows every faulty line in words, and cannot confirm them', async () => {
    const bureau = await (await start()).as('province');
    const sent = await bureau.post(
      '/manage/curriculum/imports',
      form(`${head}小学,炼金,,,,,\n大学,数学,,,,,\n`),
    );
    const { upload } = await modelAt(bureau, address(sent));
    assert.equal(upload.problemCount, 2);
    assert.match(upload.problems.join('\n'), /第 2 行：没有“炼金”这个学科.*\n.*第 3 行：没有“大学”这个学段/u);
    const id = address(sent).split('/').at(-1);
    await assertProblem(await bureau.post(`/api/curriculum/imports/${id}/confirm`), 409, 'wrong-state');
    const none = await bureau.post('/api/curriculum/imports', new FormData());
    await assertProblem(none, 400, 'file-missing');
  });

  it('asks to read again what has changed since', async () => {
    const bureau = await (await start()).as('province');
    const begun = await bureau.post('/api/curriculum/imports', form(head + line('圆的认识')));
    const { id } = await readAnswer(begun, CurriculumImport, 201);
    await bringIn(bureau, head + line('七巧板'));
    const confirm = `/api/curriculum/imports/${id}/confirm`;
    await assertProblem(await bureau.post(confirm), 409, 'curriculum-changed');
    const again = await bureau.json(`/api/curriculum/imports/${id}`, CurriculumImport);
    assert.deepEqual([again.report?.counts.added, again.report?.counts.retired], [1, 1]);
    const done = await readAnswer(await bureau.post(confirm), CurriculumImport);
    assert.ok(done.appliedAt);
  });

  it('renames by hand what lessons stand at: they stay, and search finds them by the new name', async () => {
    const server = await start();
    const bureau = await server.as('province');
    await bringIn(bureau, head + line('测量'));
    const lesson = await publishSample(server, 'li', 'school1', '一节课');
    const { db } = server.context.database;
    const stands = await nodeAt(server, `${book}/u-测量`);
    await updateLesson(db, lesson.id, { node_id: stands.id });
    const renamed = await bureau.post(`/manage/curriculum/nodes/${stands.id}`, { name: '奇妙的万花筒' });
    assert.equal(renamed.status, 303);
    await server.context.search.catchUp();
    const Hits = z.object({ hits: z.array(z.object({ lesson: z.object({ id: z.string() }) })) });
    const found = await server.visitor().json('/api/search?q=万花筒', Hits);
    assert.deepEqual(
      found.hits.map((hit) => hit.lesson.id),
      [lesson.id],
    );
    const after = await nodeAt(server, stands.path);
    assert.deepEqual([after.id, after.name, after.source], [stands.id, '奇妙的万花筒', 'file']);

    await bureau.patch(`/api/nodes/${stands.id}`, { retired: true });
    const page = await modelAt(server.visitor(), `/books/${(await nodeAt(server, book)).id}`);
    const Former = z.array(z.object({ name: z.string(), lessons: z.array(z.object({ id: z.string() })) }));
    assert.deepEqual(Former.parse(page.former), [{ name: '奇妙的万花筒', lessons: [{ id: lesson.id }] }]);
  });

  it('adds, retires with all below and brings back, and says in words what cannot be', async () => {
    const server = await start();
    const bureau = await server.as('province');
    await bringIn(bureau, head + line('测量', '毫米') + line('面积'));
    const volume = await nodeAt(server, book);
    const unit = await nodeAt(server, `${book}/u-测量`);
    const add = (body: object) => bureau.post('/manage/curriculum/nodes', { parent: volume.id, ...body });
    await add({ kind: 'unit', name: '第二单元 倍的认识', after: unit.id });
    const added = await nodeAt(server, `${book}/u-倍的认识`);
    assert.deepEqual([added.label, added.sort > unit.sort], ['第二单元', true]);
    assert.ok((await nodeAt(server, `${book}/u-面积`)).sort > added.sort);

    const refused = await add({ kind: 'unit', name: '测量' });
    const refusedPage = await (await bureau.get(address(refused))).text();
    assert.match(refusedPage, /同一级里已经有这个名称/u);
    assert.match(refusedPage, /"typed":\{"form":"add","name":"测量"/u);
    assert.match(
      await (await bureau.get(address(await add({ kind: 'unit', name: '☆' })))).text(),
      /要有文字/u,
    );

    const set = (retired: 'true' | 'false') =>
      bureau.post(`/manage/curriculum/nodes/${unit.id}`, { retired });
    await set('true');
    assert.ok((await nodeAt(server, `${book}/u-测量/t-毫米`)).retired_at);
    await add({ kind: 'unit', name: '测量' });
    assert.equal((await nodeAt(server, `${book}/u-测量`)).retired_at, null);
    await set('true');
    await set('false');
    assert.equal((await nodeAt(server, `${book}/u-测量`)).retired_at, null);
    const stage = await nodeAt(server, 'primary');
    await assertProblem(await bureau.patch(`/api/nodes/${stage.id}`, { name: '小小学' }), 409, 'node-fixed');
  });

  it('gives out what it takes in as no change', async () => {
    const server = await start();
    const bureau = await server.as('province');
    await bringIn(bureau, head + line('第一单元 测量', '毫米') + line('面积'));
    const unit = await nodeAt(server, `${book}/u-测量`);
    await bureau.patch(`/api/nodes/${unit.id}`, { name: '长度的测量', label: '1' });
    for (const format of ['csv', 'jsonl']) {
      const text = await (await bureau.get(`/api/curriculum/export?format=${format}`)).text();
      const begun = await bureau.post(
        '/api/curriculum/imports',
        form(text, { scope: 'everything' }, `a.${format}`),
      );
      const { report, problems } = await readAnswer(begun, CurriculumImport, 201);
      assert.deepEqual(problems, []);
      const { kept, ...changes } = report?.counts ?? { kept: 0 };
      assert.ok(kept > 5);
      assert.ok(
        Object.values(changes).every((count) => count === 0),
        `${format}: ${JSON.stringify(report)}`,
      );
    }
    const template = await (await bureau.get('/api/curriculum/template')).text();
    assert.match(template, /^学段,学科,版本,年级,册次,书名,单元/u);
    const begun = await bureau.post('/api/curriculum/imports', form(template));
    assert.equal((await readAnswer(begun, CurriculumImport, 201)).problemCount, 0);
  });

  it('shows the editions in use first: among books, at home, and where a lesson’s place is chosen', async () => {
    const server = await start();
    const bureau = await server.as('province');
    const visitor = server.visitor();
    const subject = await nodeAt(server, 'primary/math');
    const Shelf = z.object({ shelf: z.object({ groups: groupList, others: groupList }) });
    const shelf = async () =>
      Shelf.parse(await modelAt(visitor, '/books?stage=小学&subject=数学&grade=g3')).shelf;
    const before = await shelf();
    assert.ok(before.groups[0]?.books.some(({ edition }) => edition === '人教版'));
    assert.ok(before.others.length > 3);

    await bureau.post('/manage/curriculum/editions', { node: subject.id, edition: 'beishida' });
    const { groups, others } = await shelf();
    assert.deepEqual(
      groups.map(({ name, books }) => [name, [...new Set(books.map(({ edition }) => edition))]]),
      [['三年级', ['北师大版']]],
    );
    assert.ok(others.some(({ name }) => name === '人教版'));
    const home = z
      .object({ books: bookList, otherBooks: bookList })
      .parse(await modelAt(visitor, '/?grade=g3'));
    const math = (books: z.infer<typeof bookList>) => books.filter((one) => one.subject === 'math');
    assert.deepEqual([...new Set(math(home.books).map(({ edition }) => edition))], ['北师大版']);
    assert.ok(math(home.otherBooks).some(({ edition }) => edition === '人教版'));
    const { items } = await visitor.json(`/api/nodes?parent=${subject.id}`, NodeList);
    assert.deepEqual([items[0]?.name, items[0]?.current, items[1]?.current], ['北师大版', true, false]);
  });

  it('leads from stage and subject to every book, name or slug', async () => {
    const visitor = (await start()).visitor();
    const { stages } = z.object({ stages: stageList }).parse(await modelAt(visitor, '/books'));
    assert.deepEqual(
      stages.map(({ slug }) => slug),
      ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
    );
    for (const { href } of stages.flatMap(({ subjects }) => subjects))
      assert.equal((await visitor.get(href)).status, 200, href);
    assert.equal((await visitor.get('/books?stage=初中&subject=政治')).status, 200);
    for (const unknown of ['?stage=大学', '?stage=primary&subject=炼金', '?stage=primary&subject=physics'])
      await assertProblem(await visitor.get(`/books${unknown}`), 404, 'not-found');
  });
});
