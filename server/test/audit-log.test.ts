import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AuditList } from '../contract/audit.ts';
import { Lesson } from '../contract/lessons.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { assertProblem, readAnswer } from './client.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

/** A lesson that was returned and one whose name and note are a formula to a spreadsheet. */
async function withActs(server: TestServer) {
  const school = await server.as('school1');
  const first = await publishSample(server, 'li', 'school1', '分数的初步认识');
  const second = await publishSample(server, 'li', 'school1', '=1+1');
  const returned = school.post(`/api/lessons/${first.id}/return`, { note: '第 3 分钟，"板书"有误' });
  await readAnswer(await returned, Lesson);
  server.clock.advance({ days: 1 });
  const later = await server.as('school1');
  await readAnswer(await later.post(`/api/lessons/${second.id}/withdraw`), Lesson);
  return { first, second, operator: await server.as('ops') };
}

describeOnEachServer('the audit log', (start) => {
  it('says who did what to what, in words, newest first, a page at a time', async () => {
    const server = await start();
    const { first, second, operator } = await withActs(server);
    const page = await operator.json('/api/audit-log?limit=1', AuditList);
    assert.equal(page.items[0]?.actionName, '撤回课程');
    assert.equal(page.items[0]?.subject.id, second.id);
    const { items, nextCursor } = await operator.json(`/api/audit-log?cursor=${page.nextCursor}`, AuditList);
    assert.equal(nextCursor, undefined);
    const { person, subject, detail, network } = items[0]!;
    assert.equal(person?.displayName, '周校长');
    assert.deepEqual(subject, { id: first.id, kind: 'lesson', name: '分数的初步认识' });
    assert.deepEqual(detail, [{ name: '原因', value: '第 3 分钟，"板书"有误' }]);
    assert.equal(network, '127.0.0.0');
    const english = await operator.get('/api/audit-log?limit=1&lang=en');
    assert.equal((await readAnswer(english, AuditList)).items[0]?.actionName, 'Withdrew a lesson');
  });

  it('is searched by person, action, thing, day and text', async () => {
    const server = await start();
    const { first, operator } = await withActs(server);
    const found = async (query: string) =>
      (await operator.json(`/api/audit-log?${query}`, AuditList)).items.map(({ action }) => action);
    const both = ['lesson.withdraw', 'lesson.return'];
    assert.deepEqual(await found(`person=${encodeURIComponent('周校')}`), both);
    assert.deepEqual(await found('person=SCHOOL1'), both);
    assert.deepEqual(await found('person=nobody'), []);
    assert.deepEqual(await found('action=lesson.return'), ['lesson.return']);
    assert.deepEqual(await found(`subject=${first.id}`), ['lesson.return']);
    assert.deepEqual(await found(`q=${encodeURIComponent('板书')}`), ['lesson.return']);
    assert.deepEqual(await found(`q=${encodeURIComponent('初步认识')}`), ['lesson.return']);
    assert.deepEqual(await found('from=2026-11-24'), ['lesson.withdraw']);
    assert.deepEqual(await found('until=2026-11-23'), ['lesson.return']);
    assert.deepEqual(await found('from=&until=&person=&q=&action='), both, 'as an empty form sends it');
    await assertProblem(await operator.get('/api/audit-log?from=yesterday'), 400, 'invalid-request');
  });

  it('is exported as a spreadsheet that holds no formula, and the export goes on record', async () => {
    const server = await start();
    const { operator } = await withActs(server);
    const csv = await operator.get('/api/audit-log?format=csv&action=lesson.withdraw');
    assert.match(csv.headers.get('content-disposition') ?? '', /audit-log\.csv/);
    const bytes = new Uint8Array(await csv.arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const [head, row, end] = new TextDecoder().decode(bytes).split('\r\n');
    assert.match(head ?? '', /^序号,时间,操作人,账号,操作,对象,/);
    assert.match(row ?? '', /,周校长,school1,撤回课程,'=1\+1,/);
    assert.equal(end, '');
    const workbook = await operator.get('/api/audit-log?format=xlsx');
    const start4 = new Uint8Array(await workbook.arrayBuffer()).subarray(0, 4);
    assert.deepEqual([...start4], [0x50, 0x4b, 3, 4]);
    const { items } = await operator.json('/api/audit-log?action=audit.export', AuditList);
    assert.deepEqual(
      items.map(({ detail }) => detail.map(({ value }) => value)),
      [
        ['Excel 表格', '3'],
        ['撤回课程', 'CSV 表格', '1'],
      ],
    );
  });

  it('is shown to the operator and the bureau at the top, and to nobody else', async () => {
    const server = await start();
    for (const name of ['ops', 'province'] as const) {
      const somebody = await server.as(name);
      const model = await readPageModel(await somebody.get('/manage/audit'));
      assert.equal((model as { page: string }).page, 'manage-audit');
    }
    for (const name of ['li', 'school1', 'county', 'bureau', 'rev1'] as const) {
      const somebody = await server.as(name);
      await assertProblem(await somebody.get('/api/audit-log'), 403, 'forbidden');
      assert.equal((await somebody.get('/manage/audit')).status, 403);
    }
  });
});
