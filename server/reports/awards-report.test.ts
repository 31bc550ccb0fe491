import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwardsReport } from '../contract/rounds.ts';
import { insertMissingAward } from '../db/awards.ts';
import { newId } from '../db/new-id.ts';
import { findProgramme } from '../db/programmes.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { startWithRubrics } from '../reviews/test/round-world.ts';
import { assertProblem } from '../test/client.ts';
import { describeOnEachServer, type TestServer } from '../test/start-server.ts';
import { awardsSheet, writeAwardsWorkbook } from './awards-workbook.ts';

/** An award that was decided elsewhere. */
async function award(server: TestServer, lessonId: string, programme: string, level: string, year = 2018) {
  const { database, clock } = server.context;
  const { id } = (await findProgramme(database.db, programme))!;
  await database.transaction((trx) =>
    insertMissingAward(trx, {
      id: newId(),
      lesson_id: lessonId,
      level,
      year,
      programme_id: id,
      round_id: null,
      organisation_id: server.world.organisations.province.id,
      created_at: clock.now().toISOString(),
    }),
  );
}

describeOnEachServer('the report on awards', (start) => {
  it('counts different lessons by level, year and programme, and their share of the total', async () => {
    const server = await startWithRubrics(start);
    const one = await publishSample(server, 'li', 'school1', '一');
    const two = await publishSample(server, 'wang', 'school2', '二');
    await award(server, one.id, 'yishi-youke', 'province');
    await award(server, one.id, 'yishi-youke', 'province');
    await award(server, one.id, 'qianke', 'province');
    await award(server, two.id, 'yishi-youke', 'province');
    await award(server, two.id, 'yishi-youke', 'ministry');
    await award(server, two.id, 'yishi-youke', 'province', 2019);
    const bureau = await server.as('province');
    const total = { programme: 'yishi-youke', year: 2018, level: 'province', total: 5 };
    const enter = (given: object) => bureau.put('/api/reports/awards/totals', given);
    assert.equal((await enter(total)).status, 200);
    assert.equal((await enter({ ...total, total: 8 })).status, 200);
    const read = (query: string) => bureau.json(`/api/reports/awards?${query}`, AwardsReport);
    const rowsOf = ({ rows }: AwardsReport) =>
      rows.filter(({ awarded }) => awarded > 0).map((row) => [row.level, row.awarded, row.total, row.share]);
    assert.deepEqual(rowsOf(await read('year=2018&programme=yishi-youke')), [
      ['province', 2, 8, 0.25],
      ['ministry', 1, null, null],
    ]);
    assert.deepEqual(rowsOf(await read('year=2018')), [
      ['province', 2, null, null],
      ['ministry', 1, null, null],
    ]);
    assert.deepEqual(rowsOf(await read('year=2019&programme=一师一优课')), [['province', 1, null, null]]);
    assert.equal((await read('')).year, 2026);
    assert.equal((await read('')).rows.length, 5);
  });

  it('is for administrators, its totals for bureaus', async () => {
    const server = await startWithRubrics(start);
    const total = { programme: 'yishi-youke', year: 2018, level: 'province', total: 4291 };
    const address = '/api/reports/awards';
    await assertProblem(await server.visitor().get(address), 401, 'not-signed-in');
    await assertProblem(await (await server.as('li')).get(address), 403, 'forbidden');
    await assertProblem(await server.visitor().put(`${address}/totals`, total), 401, 'not-signed-in');
    const school = await server.as('school1');
    assert.equal((await school.get(address)).status, 200);
    await assertProblem(await school.put(`${address}/totals`, total), 403, 'forbidden');
    const bureau = await server.as('province');
    await assertProblem(await bureau.get(`${address}?programme=none`), 400, 'invalid-request');
    await assertProblem(
      await bureau.put(`${address}/totals`, { ...total, total: -1 }),
      400,
      'invalid-request',
    );
  });

  it('comes as a spreadsheet', async () => {
    const server = await startWithRubrics(start);
    const answer = await (await server.as('bureau')).get('/api/reports/awards?year=2018&format=xlsx');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /spreadsheetml/);
    assert.match(answer.headers.get('content-disposition') ?? '', /awards-2018\.xlsx/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    assert.equal(String.fromCharCode(...bytes.subarray(0, 2)), 'PK');
  });
});

describe('the spreadsheet on awards', () => {
  /** Dalian, reply to proposal 0361 (2019): 1,050 of the province's, 24.47 %. */
  const dalian: AwardsReport = {
    year: 2018,
    programme: 'yishi-youke',
    rows: [{ level: 'province', awarded: 1050, total: 4291, share: 1050 / 4291 }],
  };

  it('has Chinese headers, numbers as numbers and shares as percentages', () => {
    const rows = awardsSheet(dalian, '一师一优课', 'zh');
    assert.deepEqual(rows[1], ['一师一优课']);
    assert.deepEqual(
      rows[2]?.map((cell) => (cell as { value: string }).value),
      ['级别', '优课数（节）', '总数（节）', '占比'],
    );
    const [level, awarded, total, share] = rows[3] ?? [];
    assert.deepEqual([level, awarded, total], ['省级', 1050, 4291]);
    const { value, format } = share as { value: number; format: string };
    assert.equal(format, '0.00%');
    assert.equal((value * 100).toFixed(2), '24.47');
  });

  it('leaves cells empty where there is no total', async () => {
    const rows = [{ level: 'city' as const, awarded: 3, total: null, share: null }];
    const report = { ...dalian, programme: null, rows };
    assert.deepEqual(awardsSheet(report, null, 'en')[3], ['City level', 3, null, null]);
    assert.ok((await writeAwardsWorkbook(report, null, 'zh')).length > 500);
  });
});
