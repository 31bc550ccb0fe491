import assert from 'node:assert/strict';
import { it } from 'node:test';
import { listAudit } from '../db/audit-log.ts';
import { listBooks, listChildNodes, listNodes, listNodesUnder } from '../db/nodes.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { toCsv } from '../reports/csv-file.ts';
import { reportImport } from './describe-import.ts';
import { listNodesToExport, toCurriculumRows, toJsonLines, toTable } from './export-curriculum.ts';
import { importCurriculum, readShippedCurriculum } from './import-curriculum.ts';
import { isEmptyPlan } from './plan-import.ts';

const now = new Date('2026-01-20T08:00:00Z');
const book = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' };
const fileOf = (...rows: object[]) => ({
  name: 'test.jsonl',
  text: rows.map((row) => JSON.stringify(row)).join('\n'),
});

describeOnEachDatabase('importCurriculum', (fresh) => {
  it('loads the shipped files, and a second time changes nothing', async () => {
    const database = await fresh();
    const files = readShippedCurriculum();
    const first = await importCurriculum(database, files, { now });
    assert.ok(first.add.length > 5000);
    const again = await importCurriculum(database, files, { now });
    assert.deepEqual([again.add, again.change, again.missing], [[], [], []]);
    assert.equal(again.keep.length, first.add.length);

    const stages = await listChildNodes(database.db, null);
    assert.deepEqual(
      stages.map((node) => node.name),
      ['小学', '初中', '小学（五•四学制）', '初中（五•四学制）', '高中', '特殊教育'],
    );
    const [third] = await listBooks(database.db, {
      stage: 'primary',
      subject: 'math',
      grade: 'g3',
      edition: 'pep',
    });
    const units = await listChildNodes(database.db, third?.id ?? '');
    assert.ok(units.some((unit) => unit.label === '第八单元' && unit.name === '分数的初步认识'));
    const under = await listNodesUnder(database.db, third?.path ?? '');
    assert.ok(under.every((node) => node.volume === 'v1' && node.grade === 'g3'));
  });

  it('only reports in a dry run', async () => {
    const database = await fresh();
    const plan = await importCurriculum(database, [fileOf(book)], { now, dryRun: true });
    assert.equal(plan.add.length, 5);
    assert.deepEqual(await listNodes(database.db), []);
  });

  it('retires what is gone without deleting it, and brings it back', async () => {
    const database = await fresh();
    const measure = { ...book, unit: '测量' };
    const times = { ...book, unit: '倍的认识' };
    await importCurriculum(database, [fileOf(measure, times)], { now });
    await importCurriculum(database, [fileOf(measure)], { now });
    const retired = (await listNodes(database.db)).filter((node) => node.retired_at !== null);
    assert.deepEqual(
      retired.map((node) => [node.name, node.retired_at]),
      [['倍的认识', '2026-01-20T08:00:00.000Z']],
    );
    const volume = retired[0]?.parent_id ?? null;
    assert.deepEqual(
      (await listChildNodes(database.db, volume)).map((node) => node.name),
      ['测量'],
    );
    await importCurriculum(database, [fileOf(times, measure)], { now });
    assert.deepEqual(
      (await listChildNodes(database.db, volume)).map((node) => node.name),
      ['倍的认识', '测量'],
    );
  });

  it('touches nothing when a file is wrong', async () => {
    const database = await fresh();
    await assert.rejects(importCurriculum(database, [fileOf(book, { ...book, grade: 'x' })], { now }), {
      name: 'CurriculumError',
    });
    assert.deepEqual(await listNodes(database.db), []);
  });

  it('takes what it gave out, as CSV and as JSONL, as no change', async () => {
    const database = await fresh();
    await importCurriculum(database, readShippedCurriculum(), { now });
    const rows = toCurriculumRows(await listNodesToExport(database.db));
    const files = [
      { name: 'curriculum.csv', text: toCsv(toTable(rows)) },
      { name: 'curriculum.jsonl', text: toJsonLines(rows) },
    ];
    for (const file of files) {
      const rules = { scope: 'everything', by: 'bureau', dryRun: true, now } as const;
      const plan = await importCurriculum(database, [file], rules);
      assert.ok(isEmptyPlan(plan), file.name);
    }
  });

  it('keeps a bureau’s book through an update of the program, and has it on record', async () => {
    const database = await fresh();
    const shipped = [fileOf({ ...book, unit: '测量', lesson: '毫米' }, { ...book, unit: '倍的认识' })];
    await importCurriculum(database, shipped, { now });
    const own = [fileOf({ ...book, unit: '测量', lesson: '分米' }, { ...book, unit: '面积' })];
    const options = { scope: 'named-books', by: 'bureau', now, record: { personId: null } } as const;
    const plan = await importCurriculum(database, own, options);
    const { counts } = await reportImport(database.db, plan, 'named-books');
    assert.deepEqual([counts.added, counts.retired, counts.lessonsAtRetired], [2, 2, 0]);

    const update = [
      fileOf({ ...book, unit: '测量', lesson: '厘米' }, { ...book, volume: 'v2', unit: '年月日' }),
    ];
    await importCurriculum(database, update, { now });
    const live = (await listNodes(database.db)).filter(({ retired_at }) => retired_at === null);
    assert.deepEqual(
      live.flatMap(({ kind, name }) => (kind === 'unit' || kind === 'topic' ? name : [])).toSorted(),
      ['分米', '测量', '年月日', '面积'].toSorted(),
    );
    const [record] = await listAudit(database.db, { action: 'curriculum.import', limit: 10 });
    assert.match(record?.detail ?? '', /"file":"test.jsonl".*"added":2/u);
  });
});
