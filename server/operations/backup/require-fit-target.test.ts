import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../../config.ts';
import { listBackups } from '../../db/backups.ts';
import { readEnvironment } from '../../env.ts';
import { openContext } from '../../open-context.ts';
import { runOperatorCommand } from '../../test/run-operator-command.ts';
import { OperatorError } from '../operator-error.ts';
import { requireFitTarget } from './require-fit-target.ts';

it('backups go nowhere where they would remove what is not theirs', async (t) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'qianke-target-')));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const files = [
    ...['data/qianke.sqlite', 'data/backups/before-002.sqlite', 'data/uploads/a'],
    ...['photos/files/child.jpg', 'work/work/report.docx', 'cut/work/owner-Ab12cd/library.json'],
    ...[
      'disk/lost+found/a',
      'disk/.Trash-0/a',
      'used/library.json',
      'used/注意.txt',
      'data-old/qianke.sqlite',
    ],
  ];
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  await mkdir(join(folder, 'empty'));
  await symlink(data, join(folder, 'link'));

  const refused: [string, RegExp][] = [
    ['data', /就是 DATA_DIR/],
    ['data/', /就是 DATA_DIR/],
    ['link', /就是 DATA_DIR/],
    ['data/new/deeper', /在 DATA_DIR.*里面/],
    ['link/media', /在 DATA_DIR.*里面/],
    ['', /里已有别的文件/],
    ['data-old', /里已有别的文件（qianke\.sqlite）/],
    ['photos', /里已有别的文件（files）.*qianke-backup/],
    ['work', /里已有别的文件（work）/],
  ];
  for (const [target, words] of refused) {
    await assert.rejects(requireFitTarget(join(folder, target), data), (error) => {
      assert.ok(error instanceof OperatorError, String(error));
      assert.match(error.message, words, target);
      return true;
    });
  }
  for (const target of [
    'data/backups',
    'link/backups',
    'data/backups/a',
    'empty',
    'new/deep',
    'cut',
    'disk',
    'used',
  ])
    await requireFitTarget(join(folder, target), data);
  await requireFitTarget('media-store', data);
});

it('the command says so, keeps it on record and writes nothing', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'qianke-target-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const config = readConfig(readEnvironment({ DATA_DIR: dataFolder }));
  await using context = await openContext(config, {
    ...{ log: pino({ level: 'silent' }), renderer: { render: () => '' } },
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  const before = await readdir(dataFolder);
  const { code, output } = await runOperatorCommand('backup', config, ['--to', dataFolder]);
  assert.equal(code, 2, output);
  assert.match(output, /备份不能写进数据文件夹/);
  const [latest] = await listBackups(context.database.db, 1);
  assert.deepEqual([latest?.state, latest?.target], ['failed', dataFolder]);
  assert.match(latest?.error ?? '', /备份不能写进数据文件夹/);
  assert.deepEqual(await readdir(dataFolder), before);
});
