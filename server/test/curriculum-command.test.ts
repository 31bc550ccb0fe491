import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { importCurriculum } from '../curriculum/import-curriculum.ts';
import { migrate } from '../db/migrate.ts';
import { listNodes } from '../db/nodes.ts';
import { openDatabase } from '../db/open-database.ts';
import { runOperatorCommand } from './run-operator-command.ts';

describe('npm run curriculum', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'qianke-curriculum-'));
  const database = { kind: 'sqlite', file: join(dataFolder, 'qianke.sqlite') } as const;
  const file = join(dataFolder, '目录.csv');
  const run = (...args: string[]) => runOperatorCommand('curriculum', { dataFolder, database }, args);
  const now = new Date('2026-01-20T08:00:00Z');

  before(async () => {
    const opened = openDatabase(database);
    await migrate(opened);
    const place = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' };
    const text = ['测量', '倍的认识'].map((unit) => JSON.stringify({ ...place, unit })).join('\n');
    await importCurriculum(opened, [{ name: 'a.jsonl', text }], { now });
    await opened.close();
    writeFileSync(file, '学段,学科,版本,年级,册次,单元\n小学,数学,人教版,三年级,上册,第一单元 测量\n');
  });
  after(() => rmSync(dataFolder, { recursive: true }));

  async function liveNames(): Promise<string[]> {
    const opened = openDatabase(database);
    const nodes = await listNodes(opened.db);
    await opened.close();
    return nodes.filter(({ kind, retired_at }) => kind === 'unit' && !retired_at).map(({ name }) => name);
  }

  it('says first what would change, then does it, then finds nothing to do', async () => {
    const dry = await run(file, '--dry-run');
    assert.equal(dry.code, 0, dry.output);
    assert.match(dry.output, /停用：1\n {2}小学 数学 人教版 三年级上册 倍的认识/u);
    assert.match(dry.output, /什么都没有改动/u);
    assert.equal((await liveNames()).length, 2);

    const done = await run(file);
    assert.match(done.output, /测量 → 小学 数学 人教版 三年级上册 第一单元 测量/u);
    assert.deepEqual(await liveNames(), ['测量']);
    assert.match((await run(file)).output, /完全一致/u);
  });

  it('names every faulty line, changes nothing and fails', async () => {
    writeFileSync(file, '学段,学科,年级\n小学,数学,三角形\n小学,炼金,三年级\n');
    const before = await liveNames();
    const refused = await run(file);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /有 2 处要改正.*\n.*第 2 行：没有“三角形”.*\n.*第 3 行：没有“炼金”/u);
    assert.deepEqual(await liveNames(), before);
  });

  it('asks for a file and knows its options', async () => {
    assert.match((await run()).output, /请写明文件/u);
    assert.match((await run(file, '--scope', 'all')).output, /--scope 只能是/u);
    const missing = await run('nowhere.csv');
    assert.equal(missing.code, 2);
    assert.match(missing.output, /读不到 nowhere.csv/u);
  });
});
