import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findNode, listNodes } from '../db/nodes.ts';
import type { Database } from '../db/open-database.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { importCurriculum } from './import-curriculum.ts';
import { ensureNode, type LooseFields, matchChild, resolveLoose } from './resolve-node.ts';

const now = new Date('2026-01-20T08:00:00Z');
const rows = [
  {
    stage: 'primary',
    subject: 'math',
    edition: 'pep',
    grade: 'g3',
    volume: 'v1',
    unit: '第八单元 分数的初步认识',
    lesson: '几分之一',
  },
  { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v2', unit: '第五单元 面积' },
];
const file = { name: 'test.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') };

describe('resolveLoose', () => {
  const cases: [LooseFields, string][] = [
    [{ stage: '小学', subject: '数学' }, 'primary/math'],
    [
      { stage: 'primary', subject: 'math', grade: '３年级', edition: '人教版', volume: '上' },
      'primary/math/pep/g3/v1',
    ],
    [{ stage: '小学', subject: '数学', grade: '三年级下册', edition: '人教版' }, 'primary/math/pep/g3/v2'],
    [{ stage: '初中', subject: '政治', grade: '初一' }, 'junior/morality-law/g7'],
    [{ stage: '高中', subject: '政治', volume: '必修四' }, 'senior/politics/required-4'],
    [
      { stage: '高中', subject: '数学', grade: '高一', edition: '人教A版', volume: '必修 第一册' },
      'senior/math/pep-a/required-1',
    ],
    [{ stage: '高中', subject: '数学', grade: '高一' }, 'senior/math/g10'],
    [
      { stage: 'junior-54', subject: '数学', edition: '沪教版（五•四学制）', grade: '六年级' },
      'junior-54/math/hujiao/g6',
    ],
    [
      { stage: '小学', subject: '校本课程', edition: '大连版', volume: '活动手册' },
      'primary/school-studies/e-大连版/v-活动手册',
    ],
  ];
  for (const [fields, path] of cases) {
    it(`${Object.values(fields).join(' ')} is ${path}`, () => {
      const resolution = resolveLoose(fields);
      assert.ok(resolution.ok);
      assert.equal(resolution.place.at(-1)?.path, path);
    });
  }

  const unknown: [LooseFields, string[]][] = [
    [{ stage: '大学', subject: '数学' }, ['stage']],
    [{ stage: '小学', subject: '炼金' }, ['subject']],
    [{ stage: '小学', subject: '数学', grade: '三角形', unit: '☆' }, ['grade', 'unit']],
  ];
  for (const [fields, expected] of unknown) {
    it(`${Object.values(fields).join(' ')} is not understood`, () => {
      assert.deepEqual(resolveLoose(fields), { ok: false, fields: expected });
    });
  }
});

describe('matchChild', () => {
  const units = [
    { label: '第一单元', name: '测量' },
    { label: '第八单元', name: '分数的初步认识' },
    { label: null, name: '数字编码' },
  ];
  const cases: [string, string | undefined][] = [
    ['第八单元 分数的初步认识', '分数的初步认识'],
    ['分数的初步认识', '分数的初步认识'],
    ['第八单元', '分数的初步认识'],
    ['第七单元 分数的初步认识', '分数的初步认识'],
    ['数字编码', '数字编码'],
    ['分数', undefined],
  ];
  for (const [text, name] of cases) {
    it(`${text} is ${name ?? 'none'}`, () => assert.equal(matchChild(units, text)?.name, name));
  }
});

describeOnEachDatabase('ensureNode', (fresh) => {
  const ensure = async (database: Database, fields: LooseFields) => {
    const resolution = resolveLoose(fields);
    assert.ok(resolution.ok);
    return database.transaction((trx) => ensureNode(trx, resolution));
  };

  it('finds what is there and makes the rest by hand, once', async () => {
    const database = await fresh();
    await importCurriculum(database, [file], { now });
    const before = (await listNodes(database.db)).length;
    const loose = { stage: '小学', subject: '数学', grade: '三年级', edition: '人教版' };

    const unit = await findNode(
      database.db,
      await ensure(database, { ...loose, volume: '上册', unit: '第八单元' }),
    );
    assert.equal(unit?.path, 'primary/math/pep/g3/v1/u-分数的初步认识');
    const byNameAlone = await ensure(database, { ...loose, unit: '面积' });
    assert.equal((await findNode(database.db, byNameAlone))?.path, 'primary/math/pep/g3/v2/u-面积');
    const topic = await ensure(database, {
      ...loose,
      volume: '上册',
      unit: '分数的初步认识',
      topic: '几分之一',
    });
    assert.equal((await findNode(database.db, topic))?.kind, 'topic');
    assert.equal((await listNodes(database.db)).length, before);

    const made = await ensure(database, { ...loose, volume: '上册', unit: '校园里的数学' });
    assert.equal(await ensure(database, { ...loose, volume: '上册', unit: '校园里的数学 ' }), made);
    const node = await findNode(database.db, made);
    assert.deepEqual([node?.source, node?.volume, node?.unit], ['local', 'v1', 'u-校园里的数学']);
    assert.equal((await listNodes(database.db)).length, before + 1);
  });

  it('brings back what was retired, so that a lesson is not out of sight', async () => {
    const database = await fresh();
    await importCurriculum(database, [file], { now });
    await importCurriculum(database, [], { now });
    const fields = {
      stage: '小学',
      subject: '数学',
      grade: '三年级',
      edition: '人教版',
      volume: '上册',
      unit: '分数的初步认识',
    };
    const unit = await ensure(database, fields);
    assert.equal(unit, await ensure(database, fields));
    const node = await findNode(database.db, unit);
    assert.deepEqual([node?.retired_at, node?.source], [null, 'local']);
    const kept = (await listNodes(database.db)).filter(({ retired_at }) => retired_at === null);
    assert.deepEqual(
      kept.map(({ kind }) => kind),
      ['stage', 'subject', 'edition', 'grade', 'volume', 'unit'],
    );
    // The next import leaves it there.
    await importCurriculum(database, [], { now });
    assert.equal((await findNode(database.db, unit))?.retired_at, null);
  });

  it('works in an empty library', async () => {
    const database = await fresh();
    const id = await ensure(database, {
      stage: '特殊教育',
      subject: '生活语文',
      grade: '一年级',
      topic: '我的家',
    });
    assert.equal((await findNode(database.db, id))?.path, 'special/life-chinese/g1/t-我的家');
  });
});
