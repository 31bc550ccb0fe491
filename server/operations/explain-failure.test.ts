import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDatabase } from '../db/open-database.ts';
import { MediaStoreUnavailableError } from '../media-store/media-store.ts';
import { explainFailure } from './explain-failure.ts';

const folder = await mkdtemp(join(tmpdir(), 'qianke-explain-'));
after(() => rm(folder, { recursive: true, force: true }));

async function explain(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  return explainFailure(error, '备份失败');
}

async function openAndAsk(file: string) {
  const database = openDatabase({ kind: 'sqlite', file });
  try {
    await database.db.introspection.getTables();
  } finally {
    await database.close();
  }
}

test('A folder in the place of the database is said in one line with what to do', async () => {
  const file = join(folder, 'folder.sqlite');
  await mkdir(file);
  assert.equal(
    await explain(() => openAndAsk(file)),
    '数据库打不开。请检查 DATA_DIR 是否存在、是否属于运行程序的用户。（unable to open database file）',
  );
});

test('A file that is no database is said in one line with what to do', async () => {
  const file = join(folder, 'text.sqlite');
  await writeFile(file, 'not a database, whatever its name'.repeat(100));
  assert.match(await explain(() => openAndAsk(file)), /^DATA_DIR 里的 qianke\.sqlite 不是数据库文件。.*\S$/);
});

test('A place that cannot be used is named with the reason, and with what names such places', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const said = await explain(() => mkdir(join(file, 'work'), { recursive: true }));
  assert.match(said, /^不能使用 .*：不是文件夹（ENOTDIR）。.*DATA_DIR.*--to 或 BACKUP_DIR/);
});

test('A media store that is away is said in one line with what to do', () => {
  const away = new MediaStoreUnavailableError('unreachable', 'the media store s3://qianke does not answer');
  assert.match(explainFailure(away, '备份失败'), /^媒体存储不能用：连不上，请检查.*s3:\/\/qianke.*）$/);
});

test('What nobody foresaw keeps its trace', () => {
  assert.match(explainFailure(new TypeError('odd'), '备份失败'), /^备份失败：TypeError: odd\n +at /);
});
